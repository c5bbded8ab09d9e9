package tone

// emojiNames are the classes of emoji; their place is their symbol. 0 is none.
var emojiNames = []string{"", "love", "joy", "laugh", "party", "fire", "yum", "thanks", "up", "wow", "sad", "anger", "mock", "down", "clap", "sly", "kiss", "ask"}

// emojiOf is the class of an emoji: what people mean by it, not what it shows. Laughing, clapping, blowing kisses and smiling
// upside down are classes of their own, because beside criticism they mock.
func emojiOf(r rune) sym {
	switch r {
	case '❤', '♥', '💕', '💖', '💗', '💓', '💞', '💛', '💚', '💙', '💜', '🧡', '🖤', '🤍', '😍', '🥰', '🤩', '💘', '💝', '🫶', '🥹', '♡':
		return 1
	case '😊', '☺', '😄', '😃', '😀', '😁', '🙂', '😎', '🤗', '😌', '😇', '🌟', '⭐', '✨', '💫', '🌸', '🌷', '😸', '😻':
		return 2
	case '😂', '🤣', '😆', '😅', '😹':
		return 3
	case '🎉', '🥳', '🎊', '🍾', '🥂', '💃', '🎂', '🏆', '🥇', '🍻', '🎈', '👑', '🙌', '💍':
		return 4
	case '🔥', '💯', '🚀', '💥':
		return 5
	case '😋', '🤤':
		return 6
	case '🙏', '🤝':
		return 7
	case '👍', '👌', '✅', '💪', '🤘', '✌', '🤙', '🫡', '✔':
		return 8
	case '😮', '😲', '😱', '🤯', '😳':
		return 9
	case '😢', '😭', '😞', '😔', '🥺', '☹', '🙁', '😟', '😥', '😿', '😓', '😩', '😫', '💔', '😪':
		return 10
	case '😡', '😠', '🤬', '👿', '😤', '💢', '🤮', '🤢', '🖕':
		return 11
	case '🙄', '🤡', '💩', '🤦', '😒', '😑', '🤷', '🤥', '🥱', '😬', '🐒', '🐴', '🧠':
		return 12
	case '👎', '❌', '⛔', '🚫', '⚠', '🚩':
		return 13
	case '👏':
		return 14
	case '🙃', '😏', '😉', '🤭', '🤨', '🧐', '😈', '😜':
		return 15
	case '😘', '💋', '😗', '😚':
		return 16
	case '🤔', '❓', '❔', '⁉':
		return 17
	}
	return 0
}
