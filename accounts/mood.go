package accounts

import "errors"

// ParseMood reads praise, neutral, question or complaint.
func ParseMood(s string) (Mood, error) {
	if s == "" {
		return MoodUnknown, errors.New("reading the mood: it is empty")
	}
	v, err := parseName("mood", moods, s)
	return Mood(v), err
}
