// Package tone reads between the lines without a model: word lists and patterns in Spanish and English, and rules over them.
//
// Reply judges what she is about to answer: calm, check or heated, with the words that made it so, so that a person can see
// why and disagree. Mention guesses what somebody wants of the brand: praise, neutral, question or complaint. Both only inform:
// nothing is blocked, no person is scored, nothing is learned, and the same text always gives the same answer.
//
// The lists stand in rules/*.txt, one file for a language and a purpose; lexicon.go says how to read them. They are made on
// first use. The sentences the rules are measured on stand in testdata: the rules were written looking at the halves numbered
// 1 only; those numbered 2 are written in another manner and were looked at once.
package tone
