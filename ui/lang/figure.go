package lang

import "vocero/accounts"

// figureWords name the figures.
var figureWords = map[accounts.Figure]string{
	accounts.Likes: "likes//figure", accounts.Boosts: "boosts//figure", accounts.Replies: "answers//figure", accounts.Quotes: "quotes//figure", accounts.Bookmarks: "bookmarks",
	accounts.Impressions: "views", accounts.Reach: "people reached", accounts.Clicks: "clicks", accounts.Visits: "visits of the profile", accounts.Engagements: "reactions",
	accounts.FollowersN: "followers//figure", accounts.FollowingN: "following//figure", accounts.PostsN: "posts//figure",
}

// Figure names a figure; one of a newer program stands as it is.
func (p *Printer) Figure(f accounts.Figure) string {
	if w, ok := figureWords[f]; ok {
		return p.T(w)
	}
	return string(f)
}
