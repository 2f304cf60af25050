package check

var timeCodes = []Code{}

var timeRules = []func(*examiner){}
