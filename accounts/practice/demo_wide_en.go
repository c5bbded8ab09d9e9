package practice

// wideEN is what is said on the other networks, by the key of the scene.
var wideEN = map[string]string{
	"x-p1":     "Tomorrow at 8: the first rye of the season. It is gone by ten, every year.",
	"x-01":     "@panaderialuz Is it worth queueing at seven, or do you keep some back?",
	"x-02":     "@panaderialuz We tried five bakeries this week. Yours is in the final: https://media.example/best-bread",
	"x-03":     "@panaderialuz I paid by card and was charged twice. Can you check, please?",
	"fb-p1":    "Saturday is the open day: see the oven, knead your own roll, take it home.",
	"fb-01":    "Can we come with a pram?",
	"fb-02":    "Last year there were so many people one could not see anything. Will there be turns?",
	"fb-03":    "What time does it end? I work until one.",
	"blog-p1":  "Why our rye needs three days\nThe dough rests, and so do we. What happens on each of them, hour by hour.",
	"blog-01":  "I always wondered about the second day. Could you write about the flour next?",
	"blog-02":  "The recipe says 350 g of water in the text and 300 g in the table. Which one is right?",
	"news-01":  "Panadería Luz opens its bakehouse to the neighbourhood\nOn Saturday the family shows how bread was made before there was a hurry.",
	"news-02":  "Bread gets dearer again\nThree bakeries of the quarter, Panadería Luz among them, explain why.",
	"bsky-p1":  "Back pain from the office chair? Two minutes, no mat, no excuses. A short thread tomorrow.",
	"bsky-01":  "I did the neck one twice already. More, please!",
	"bsky-02":  "@kinesur.bsky.example do you treat children too? My daughter sprained her ankle on Sunday.",
	"bsky-03":  "@kinesur.bsky.example your website says you open at 9 and at 9:20 the door was still closed.",
	"forum-01": "Physio for runners: who do you go to?\nA friend recommends @kinesur. Does anybody know them?",
	"forum-02": "I went to @kinesur with my knee. Honest people: they sent me to a doctor first.",
}
