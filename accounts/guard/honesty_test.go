package guard

import (
	"strings"
	"testing"

	"vocero/accounts"
)

func related(r accounts.Relation, lang, s string) func(*accounts.Post, *Facts) {
	return func(p *accounts.Post, _ *Facts) { p.Relation, p.Language, p.Text = r, lang, s }
}

func TestHonesty(t *testing.T) {
	paid, gifted, employee := accounts.Paid, accounts.Gifted, accounts.Employee
	unsaid := []string{"block it is paid, and the text does not say so"}
	runRows(t, "honesty", post, []row{
		{"own", say("Nuestro pan"), nil},
		{"publicidad", related(paid, "es", "Publicidad. El mejor pan."), nil},
		{"publi as a tag", related(paid, "es", "#publi El mejor pan."), nil},
		{"en colaboración con", related(paid, "es-MX", "En colaboracion con Harinas Sol: el mejor pan."), nil},
		{"patrocinado", related(paid, "es", "Contenido patrocinado por Harinas Sol"), nil},
		{"nothing", related(paid, "es", "El mejor pan."), unsaid},
		{"#ad in Spanish", related(paid, "es", "El mejor pan #ad"), []string{`block "ad" hides that it is paid or given`}},
		{"#sponso", related(paid, "es", "El mejor pan #Sponso"), []string{`block "Sponso" hides`}},
		{"sponsored in Spanish", related(paid, "es", "Sponsored: el mejor pan"), []string{`block "Sponsored" hides`}},
		{"#colab", related(paid, "es", "Pan #colab"), []string{`block "colab" hides`}},
		{"ad in English", related(paid, "en", "Ad: the best bread"), nil},
		{"#ad in English", related(paid, "en-GB", "#ad The best bread"), nil},
		{"#spon in English", related(paid, "en", "The best bread #spon"), []string{`block "spon" hides`}},
		{"publicidad in English", related(paid, "en", "Publicidad: the best bread"), unsaid},
		{"English without", related(paid, "en", "The best bread"), unsaid},
		{"Catalan", related(paid, "ca", "Publicitat: el millor pa"), nil},
		{"a language without a list", related(paid, "sv", "Sponsored: brod"), nil},
		{"a language without a list, unsaid", related(paid, "sv", "brod"), unsaid},
		{"gifted, and said", related(gifted, "es", "Nos lo ha regalado Harinas Sol"), nil},
		{"gifted, as an ad", related(gifted, "es", "Publi: harina de Sol"), nil},
		{"gifted, unsaid", related(gifted, "es", "Harina de Sol"), []string{"block it was a gift, and the text does not say so"}},
		{"gifted, in English", related(gifted, "en", "Gifted by Sol Flour"), nil},
		{"#gifted in Spanish", related(gifted, "es", "Harina #gifted"), []string{`block "gifted" hides`}},
		{"employee, said", related(employee, "es", "Trabajo en Panadería Luz y hoy hay pan"), nil},
		{"employee, unsaid", related(employee, "es", "Hoy hay pan"), []string{"warn who speaks works there"}},
		{"employee, in English", related(employee, "en", "I work at Luz, and there is bread"), nil},
		{"at the end of a heap of tags", related(paid, "es", "Pan #pan #centeno #horno #publi"), []string{`warn "publi" stands where few people read it`}},
		{"behind the fold", related(paid, "es", strings.Repeat("pan de centeno ", 15)+"publicidad"), []string{`warn "publicidad" stands where`}},
		{"in a later part", related(paid, "es", "Pan\n---\nPublicidad"), []string{`warn "Publicidad" stands where`}},
		{"only in a link", related(paid, "es", "Pan https://luz.example/publicidad"), unsaid},
		{"a version does not say it", func(p *accounts.Post, f *Facts) {
			related(paid, "es", "Publicidad. Pan.")(p, f)
			p.Targets, p.Versions = []accounts.ID{"a1", "a2"}, []accounts.Version{{Account: "a2", Text: "Pan."}}
		}, []string{"block a2 it is paid"}},
		{"switched off", func(p *accounts.Post, f *Facts) {
			related(paid, "es", "Pan")(p, f)
			f.Brand.Off = []string{"honesty"}
		}, nil},
	})
}

func TestDishonestyCannotBeSetAside(t *testing.T) {
	p, f := post(t), facts()
	p.Relation = accounts.Paid
	ack := []accounts.Acknowledged{{Rule: "honesty", Digest: DigestOf(p, "a1"), Reason: "the client wants it so", At: f.Now}}
	if c, stand := Clear(p, f, "a1", ack); !c.Zero() || len(stand) != 1 {
		t.Errorf("cleared: %+v", stand)
	}
}
