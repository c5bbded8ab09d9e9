// Package spell checks the spelling of posts in Spanish (Spain, Mexico, Argentina) and English (US, UK), offline, with an own
// reader of hunspell's files. Nothing is read before the first text is checked.
//
// # Dictionaries
//
// Six pairs of .aff and .dic files lie in dictionaries/, unmodified, each compressed by gzip, with their licences beside them. The
// Spanish ones are those of the RLA-ES project (https://github.com/sbosio/rla-es), used under the Mozilla Public License 1.1; the
// English ones are made from SCOWL (http://wordlist.aspell.net). What we add stands in patch/, which is ours.
//
// The reader knows SFX and PFX with cross products and further suffixes, the four kinds of FLAG, AF, REP, MAP, TRY, ICONV,
// OCONV, BREAK, COMPOUNDRULE, NOSUGGEST, FORBIDDENWORD, KEEPCASE, NEEDAFFIX, ONLYINCOMPOUND and FULLSTRIP, as hunspell(5) says; other
// compounds than those by rule are not put together. A test lays 20,000 words of each dictionary before Debian's hunspell.
//
// # What is a slip
//
// A word that no dictionary of the language has ("word"); a word twice ("twice"); spaces that are doubled, before a mark or missing
// after a comma ("space"); a question or exclamation without ¿ or ¡ in Spanish ("opening"); a quotation mark without partner
// ("quote"). Putting a suggestion in the place of the slip's bytes mends it.
//
// Links, addresses, handles, hashtags, shortcodes and code are no words; nor are numbers, words with digits or capitals inside,
// capitals of at most five letters, laughter, letters drawn out, and other scripts. An unknown word with a capital inside a
// sentence is a name, unless it lacks but an accent.
//
// # Mixed languages
//
// A text is judged in the language of the post, a text or a sentence in the other one that we know when its little words say so. In Spanish an
// English word may stand by itself (brunch, link), unless it differs by accents only from a Spanish one (television) or sounds like
// a common one (boy, voy). In English a Spanish word may stand beside another, or when it is like no English one (mañana,
// empanadas; not responsable). A sentence most of whose words are unknown is in a third language and let pass.
package spell
