package tone

import "testing"

// BenchmarkMention is the price of a mood at ingest, a text.
func BenchmarkMention(b *testing.B) {
	all := sentencesOf(b, "mentions.1.tsv")
	Mention("warm", "")
	for i := 0; b.Loop(); i++ {
		Mention(all[i%len(all)].text, "")
	}
}

// BenchmarkReply is the price of one look at an answer.
func BenchmarkReply(b *testing.B) {
	all := sentencesOf(b, "replies.1.tsv")
	Reply("warm", "")
	for i := 0; b.Loop(); i++ {
		Reply(all[i%len(all)].text, "")
	}
}

// BenchmarkBuild is the price of the first use.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		build("mention")
		build("reply")
	}
}
