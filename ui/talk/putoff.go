package talk

import (
	"slices"
	"time"

	"vocero/accounts"
)

// Mentions is what putting off needs of the store.
type Mentions interface {
	Mention(id accounts.ID) (accounts.Mention, error)
	SetMention(ids []accounts.ID, u accounts.MentionUpdate) error
}

// PutOff groups mentions by the zone of their client and stores the snooze of each group.
func PutOff(desk Mentions, ids []accounts.ID, brands map[accounts.ID]accounts.Brand, now time.Time, when accounts.Snooze) error {
	zones := map[string][]accounts.ID{}
	for _, id := range ids {
		m, err := desk.Mention(id)
		if err != nil {
			return err
		}
		z := brands[m.Brand].Zone
		zones[z] = append(zones[z], id)
	}
	for zone, group := range zones {
		t, err := when(now, zone)
		if err != nil {
			return err
		}
		state := accounts.Snoozed
		if err := desk.SetMention(group, accounts.MentionUpdate{State: &state, Until: t}); err != nil {
			return err
		}
	}
	return nil
}

// maxTags bounds the tags that are offered.
const maxTags = 200

// Remember adds tags to a sorted list of those that are offered.
func Remember(known, tags []string) []string {
	for _, t := range tags {
		if i, ok := slices.BinarySearch(known, t); !ok && len(known) < maxTags {
			known = slices.Insert(known, i, t)
		}
	}
	return known
}
