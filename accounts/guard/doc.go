// Package guard checks what is about to leave before it leaves: pure functions, one file a rule.
//
// Check tells what stands against a post; Clear is the only way to a Clearance, without which the store schedules nothing. The
// guard is asked three times: while a person writes, when she schedules or sends, and once more at the moment of sending, with
// Facts.Sending set. It reads nothing by itself: the hour, the brand, its accounts with their servers' limits, the thread that
// is answered and what was said lately come in as Facts.
//
// A Finding holds two text keys and their values; ui/lang turns them into sentences, Sentences puts them together. The whole
// list of keys is Texts.
//
// A Block stops. Most can never be acknowledged: they are facts about the network or about whose voice it is. CanAcknowledge
// tells which can, with a reason that is journaled; a person's word on one counts only for the very digest she saw. They are: a file
// without a description (it may be decoration), a broken link (the page may come back before the post is read), a word of the style
// guide that has nothing in its place (it may be a quotation), and another client's text (both may have asked for it). A paid or given
// post that does not say so cannot, nor can the same text from two accounts on X: the way out is to write it. A Warn and a Note never
// stop Clear: whoever shows them has them acknowledged by going on.
//
// A brand can do without the rules of Switches; those of Always keep the right client speaking and say what a network refuses. What a
// network refuses stays also where it stands in a rule that is switched off (a description that is too long, X's rule on sameness).
package guard
