package lang

var _ = add(map[string]string{
	"now":     "ahora",
	"%.1f MB": "%.1f MB",
})
