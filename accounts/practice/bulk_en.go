package practice

// bulkEN is the vocabulary of Bulk in English.
var bulkEN = &bulkText{
	code: "en",
	firsts: []string{
		"Ann", "Lewis", "Martha", "George", "Ellen", "Paul", "Rosie", "Andrew", "Lucy", "Ian", "Nora", "Oscar", "Pippa", "Hugh", "Agnes", "Ralph",
		"Alba", "Derek", "Nell", "Simon", "Tess", "Bruno", "Sarah", "Gordon", "Julia", "Matt", "Carla", "Emil", "Vera", "Tom", "Beth", "Ned",
	},
	lasts: []string{
		"Garner", "Reed", "Stone", "Vance", "Nunn", "Price", "Irving", "Ross", "Penn", "Castle", "Mills", "Brave", "Sears", "Wall", "Wells", "Lake",
		"Kane", "Midgley", "King", "Acton", "Smith", "Church", "Hill", "Quinn", "Hall", "Truman", "Upton", "Zane", "Wolfe", "Fields",
	},
	hosts:     []string{"neighbours.example", "elsewhere.example", "highstreet.example", "books.example", "sport.example", "masto.example", "south.example"},
	greetings: []string{"Hello,", "Hi,", "Good morning,", "Hey,", "Sorry,", "A question:", "Hello!", "", "", "", "", ""},
	patterns: []string{
		"do you have {what} {when}?", "I love {what}, I had it {when} and I will again", "I have waited {n} days for {what} and nobody answers",
		"how much is {what}?", "I came {when} for {what} and you were closed", "thanks for {what}, the best I have tried {when}",
		"I was charged twice for {what} {when}", "can I order {what} for {n} people?", "the service was lovely {when}, ten out of ten",
		"is there room {when} for {n}?", "the website fails when I order {what}", "I recommend you to everybody, mostly for {what}",
		"I don't get the price of {what}, it was less {when}", "are you open {when}?", "{what} arrived broken, I want my money back",
		"does {what} contain nuts? I'm allergic", "there are {n} of us and we want to try {what} {when}", "I'm not coming back, {what} was a mess {when}",
		"is there a discount on {what} for groups of {n}?", "I just shared the news about {what}, I hope it fills up {when}",
	},
	what: []string{
		"the rye bread", "the cheesecake", "the lunch menu", "an hour of massage", "the rehab session", "the filter coffee",
		"the pasties", "the January course", "the bike service", "the cut and shave", "the veg box", "the Saturday tickets",
		"the pottery workshop", "the blue shirt", "the signed book", "the croquettes", "the trial class", "delivery to the islands", "the appointment", "the gift card",
	},
	when:  []string{"today", "tomorrow", "yesterday", "on Monday", "on Saturday afternoon", "this week", "on Sunday", "last week", "first thing", "on a holiday", "on Friday", "after eight"},
	close: []string{"Thanks.", "Cheers!", "🙏", "😊", "😡", "👏👏", "All the best.", "I look forward to your answer.", "", "", "", "", "Keep it up!", "#local", "Thanks in advance."},
}
