package accounts

// How the networks other than the Mastodon family measure a post. A server of the Mastodon API states its own limits.

// XLimits are the bounds of the text of a post on X: 280 by weight, a URL 23 (docs.x.com/fundamentals/counting-characters). An
// account with a longer limit sets Chars.
func XLimits() Limits {
	return Limits{Chars: 280, Count: CountRule{Unit: CountWeighted, URLWeight: 23, BareURLs: true}, TextOnly: true}
}

// BlueskyLimits are the bounds of the text of a post on Bluesky: 300 graphemes and 3,000 bytes, all in full
// (github.com/bluesky-social/atproto, lexicons/app/bsky/feed/post.json).
func BlueskyLimits() Limits { return Limits{Chars: 300, Bytes: 3000, TextOnly: true} }

// FacebookLimits are the bounds of the text of a post of a page on Facebook: 63,206 characters, counted by its form as UTF-16.
func FacebookLimits() Limits {
	return Limits{Chars: 63206, Count: CountRule{Unit: CountUTF16}, TextOnly: true}
}

// InstagramLimits are the bounds of a caption on Instagram: 2,200 characters, and a post needs a file
// (developers.facebook.com/docs/instagram-platform/content-publishing).
func InstagramLimits() Limits { return Limits{Chars: 2200, Count: CountRule{Unit: CountUTF16}} }

// ThreadsLimits are the bounds of the text of a post on Threads: 500 characters, and an emoji counts as its bytes
// (developers.facebook.com/docs/threads/overview).
func ThreadsLimits() Limits {
	return Limits{Chars: 500, Count: CountRule{Unit: CountEmojiBytes}, TextOnly: true}
}

// LinkedInLimits are the bounds of the text of a post on LinkedIn: 3,000 characters, counted as UTF-16
// (linkedin.com/help/linkedin/answer/a528176).
func LinkedInLimits() Limits {
	return Limits{Chars: 3000, Count: CountRule{Unit: CountUTF16}, TextOnly: true}
}

// TikTokLimits are the bounds of the caption of a video on TikTok: 2,200 characters, counted as UTF-16
// (developers.tiktok.com/doc/content-posting-api-reference-direct-post).
func TikTokLimits() Limits { return Limits{Chars: 2200, Count: CountRule{Unit: CountUTF16}} }

// emojiBytes counts graphemes, an emoji as its bytes of UTF-8.
func emojiBytes(s string) int {
	n := 0
	for i := 0; i < len(s); {
		size, _ := cluster(s[i:])
		if n++; Emoji(s[i : i+size]) {
			n += size - 1
		}
		i += size
	}
	return n
}
