package accounts

// What the channels by hand take besides the bounds of their texts: files and alt texts.

var (
	photos      = []string{"image/jpeg", "image/png"}
	photosVideo = []string{"image/jpeg", "image/png", "video/mp4", "video/quicktime"}
)

// InstagramPost are the bounds of a post on Instagram: up to 20 photos or videos since 2024, at least one, an image of at most 8 MB, alt
// texts of 1,000 characters (developers.facebook.com/docs/instagram-platform/content-publishing; help.instagram.com/269314186824048).
func InstagramPost() Limits {
	l := InstagramLimits()
	l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes, l.AltChars = 20, photosVideo, 8<<20, 300<<20, 1000
	return l
}

// LinkedInPost are the bounds of a post on LinkedIn: up to 20 images of at most 36,152,320 pixels, alt texts of 4,086 characters
// (learn.microsoft.com/linkedin/marketing/community-management/shares/multiimage-post-api, .../shares/images-api).
func LinkedInPost() Limits {
	l := LinkedInLimits()
	l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes, l.AltChars = 20, append([]string{"image/gif"}, photosVideo...), 20<<20, 500<<20, 4086
	return l
}

// TikTokPost are the bounds of a post on TikTok: one video, or up to 35 photos; it has no field for alt texts of videos
// (developers.tiktok.com/doc/content-posting-api-media-transfer-guide).
func TikTokPost() Limits {
	l := TikTokLimits()
	l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes = 35, append([]string{"image/webp", "video/webm"}, photosVideo...), 20<<20, 4<<30
	return l
}

// ThreadsPost are the bounds of a post on Threads: up to 20 files, an image of at most 8 MB, a video of 1 GB, alt texts of 1,000
// characters (developers.facebook.com/docs/threads/posts; .../docs/threads/posts/accessibility).
func ThreadsPost() Limits {
	l := ThreadsLimits()
	l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes, l.AltChars = 20, photosVideo, 8<<20, 1<<30, 1000
	return l
}

// WhatsAppLimits are the bounds of an update of a channel on WhatsApp: a caption of 1,024 characters is the shortest of its bounds, one
// photo of 5 MB or one video of 16 MB (developers.facebook.com/docs/whatsapp/cloud-api/reference/messages, .../reference/media).
func WhatsAppLimits() Limits {
	return Limits{Chars: 1024, Count: CountRule{Unit: CountUTF16}, Media: 1, MediaTypes: photosVideo, ImageBytes: 5 << 20, VideoBytes: 16 << 20, TextOnly: true}
}

// NewsletterLimits are sensible bounds of a newsletter: Gmail cuts a message off at 102 kB, of which half is left to the template
// (mailchimp.com/help/gmail-is-clipping-my-email); ten pictures of 1 MB load on a phone.
func NewsletterLimits() Limits {
	return Limits{Chars: 50000, Media: 10, MediaTypes: append([]string{"image/gif"}, photos...), ImageBytes: 1 << 20, AltChars: 250, TextOnly: true}
}

// BoardLimits are sensible bounds of a notice on paper: a sheet of A4 in letters that can be read from two metres holds some 1,200
// characters and one picture.
func BoardLimits() Limits {
	return Limits{Chars: 1200, Media: 1, MediaTypes: photos, ImageBytes: 20 << 20, TextOnly: true}
}
