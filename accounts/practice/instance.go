package practice

import (
	"maps"
	"net/http"
	"slices"
)

// instanceRoutes are https://docs.joinmastodon.org/methods/instance/ and nodeinfo.
var instanceRoutes = []route{
	{"GET /api/v1/instance", "", (*call).instanceV1},
	{"GET /api/v2/instance", "", (*call).instanceV2},
	{"GET /.well-known/nodeinfo", "", func(c *call) reply {
		return ok(object{"links": []object{{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": c.URL() + "/nodeinfo/2.0"}}})
	}},
	{"GET /nodeinfo/2.0", "", (*call).nodeinfo},
	{"GET /api/v1/custom_emojis", "", func(c *call) reply {
		out := []object{}
		for _, name := range emojiNames {
			out = append(out, c.emojiEntity(name))
		}
		return ok(out)
	}},
}

// configuration is what the server says of its limits; models leave out what
// they lack.
func (c *call) configuration() object {
	t := c.traits
	perLink := linkChars
	if t.runes {
		perLink = 25 // GoToSocial states it but counts links in full
	}
	v := object{
		"accounts": object{"max_featured_tags": 10},
		"statuses": object{"max_characters": t.maxChars, "max_media_attachments": t.maxMedia, "characters_reserved_per_url": perLink},
		"media_attachments": object{
			"supported_mime_types": slices.Sorted(maps.Keys(mediaTypes)), "image_size_limit": maxImage, "image_matrix_limit": 33_177_600,
			"video_size_limit": maxVideo, "video_frame_rate_limit": 120, "video_matrix_limit": 8_294_400, "description_limit": t.altChars,
		},
	}
	if t.polls {
		v["polls"] = object{
			"max_options": t.pollOptions, "max_characters_per_option": t.pollChars, "min_expiration": pollShortest, "max_expiration": pollLongest,
		}
	}
	return v
}

func (c *call) rules() []object {
	return []object{{"id": "1", "text": "Practice server: nothing leaves it.", "hint": ""}}
}

func (c *call) instanceV1() reply {
	v := object{
		"uri": c.opt.Host, "title": c.opt.Title, "short_description": "Practice", "description": "A practice server; nothing leaves it.",
		"email": "admin@" + c.opt.Host, "version": c.traits.version, "urls": object{}, "languages": []string{"es", "en"},
		"stats":         object{"user_count": len(c.residents()), "status_count": len(c.ix.order), "domain_count": 1},
		"registrations": false, "approval_required": false, "invites_enabled": false, "thumbnail": nil, "contact_account": nil,
		"rules": c.rules(), "configuration": c.configuration(),
	}
	switch c.opt.Model {
	case Pleroma:
		// Pleroma states its limits in fields of its own.
		v["configuration"] = nil
		v["max_toot_chars"], v["upload_limit"] = c.traits.maxChars, maxVideo
		v["description_limit"], v["max_media_attachments"] = c.traits.altChars, c.traits.maxMedia
		v["poll_limits"] = object{
			"max_options": c.traits.pollOptions, "max_option_chars": c.traits.pollChars, "min_expiration": 0, "max_expiration": 31_536_000,
		}
		v["pleroma"] = object{"metadata": object{"features": []string{"pleroma_api", "mastodon_api", "polls", "editing", "media_proxy"}}}
		delete(v, "configuration")
	case GoToSocial:
		v["max_toot_chars"], v["account_domain"] = c.traits.maxChars, c.opt.Host
	case Friendica:
		v["max_toot_chars"] = c.traits.maxChars
	}
	return ok(v)
}

func (c *call) instanceV2() reply {
	if !c.traits.instanceV2 {
		return notFound()
	}
	config := c.configuration()
	config["urls"] = object{}
	config["translation"] = object{"enabled": false}
	return ok(object{
		"domain": c.opt.Host, "title": c.opt.Title, "version": c.traits.version, "source_url": "https://" + c.opt.Host + "/source",
		"description": "A practice server; nothing leaves it.", "usage": object{"users": object{"active_month": len(c.residents())}},
		"thumbnail": object{"url": c.URL() + "/avatar/1.png"}, "languages": []string{"es", "en"}, "configuration": config,
		"registrations": object{"enabled": false, "approval_required": false, "message": nil},
		"contact":       object{"email": "admin@" + c.opt.Host, "account": nil}, "rules": c.rules(),
		"api_versions": object{"mastodon": 6},
	})
}

func (c *call) nodeinfo() reply {
	return give(http.StatusOK, object{
		"version": "2.0", "software": object{"name": string(c.opt.Model), "version": c.traits.nodeVersion}, "protocols": []string{"activitypub"},
		"services": object{"inbound": []any{}, "outbound": []any{}}, "openRegistrations": false,
		"usage":    object{"users": object{"total": len(c.residents())}, "localPosts": len(c.ix.order)},
		"metadata": object{"nodeName": c.opt.Title},
	})
}
