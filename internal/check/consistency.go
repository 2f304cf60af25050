package check

var consistencyCodes = []Code{}

var consistencyRules = []func(*examiner){}
