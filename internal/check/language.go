package check

var languageCodes = []Code{}

var languageRules = []func(*examiner){}
