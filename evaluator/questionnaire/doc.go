// Package questionnaire says what a profile will need to know before there is any
// evidence: every fact, its question in both languages, which criteria need it and
// how binding they are, which proof they demand, when it need not be asked, and
// how much all that is.
//
// Reach for it to send bidders the exact questions of a tender, to judge whether
// a profile demands more than its purpose warrants, or to fill in a dossier
// without knowing its format: a questionnaire is written as YAML and CSV to be
// filled in, and [Read] makes a source of a dossier of it.
//
// Nothing is asked that the profile's parameters settle. A dossier that answers
// everything asked, with the proofs demanded, leaves no criterion unknown or
// unproven; no other fact can change an outcome. A question that [Question.AskIf]
// lets out cannot either.
package questionnaire
