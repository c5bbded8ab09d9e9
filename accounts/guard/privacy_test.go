package guard

import (
	"strings"
	"testing"

	"vocero/accounts"
)

func TestPrivacy(t *testing.T) {
	in := func(region, s string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, f *Facts) { p.Text, f.Brand.Region = s, region }
	}
	email, phone := "warn it tells an e-mail address: ", "warn it tells a phone number: "
	runRows(t, "privacy", post, []row{
		{"nothing", say("Pan a 2,50 € el 12/12/2026 de 9:00 a 14:00, en 2026-12-01."), nil},
		{"e-mail", say("escribe a eva.lopez+pan@correo.example."), []string{email + "eva.lopez+pan@correo.example"}},
		{"a handle is none", say("con @eva@casa.example"), nil},
		{"in a link", say("https://luz.example/?q=eva@correo.example&tel=600111222"), nil},
		{"phone", say("llama al 600 111 222"), []string{phone + "600 111 222"}},
		{"phone in pairs", say("al 91 123 45 67, hoy"), []string{phone + "91 123 45 67"}},
		{"phone with its country", say("(+54 9 11 2345-6789)"), []string{phone + "(+54 9 11 2345-6789"}},
		{"phone and hours", say("600 111 222 10-14 h"), []string{phone + "600 111 222"}},
		{"phone of Mexico", in("MX", "55 1234 5678"), []string{phone + "55 1234 5678"}},
		{"phone of Mexico in Spain", in("ES", "5512345678"), nil},
		{"phone of the United States", in("US", "(212) 555-0147"), []string{phone + "(212) 555-0147"}},
		{"an order number", say("pedido 123456789, código 00012"), nil},
		{"a price in millions", in("CL", "cuesta 1.234.567"), nil},
		{"IBAN", say("ES91 2100 0418 4502 0005 1332 gracias"), []string{"warn it tells a bank account: ES91 2100 0418 4502 0005 1332"}},
		{"IBAN without spaces", say("a GB29NWBK60161331926819."), []string{"warn it tells a bank account: GB29NWBK60161331926819"}},
		{"IBAN with a wrong digit", say("ES92 2100 0418 4502 0005 1332"), nil},
		{"card", say("tarjeta 4111 1111 1111 1111"), []string{"warn it tells the number of a card: 4111 1111 1111 1111"}},
		{"card with a wrong digit", say("tarjeta 4111 1111 1111 1112"), nil},
		{"DNI", say("DNI 12345678Z"), []string{"warn it tells a DNI or NIE: 12345678Z"}},
		{"DNI with a hyphen", say("12.345.678-z"), []string{"warn it tells a DNI or NIE: 12.345.678-z"}},
		{"DNI with a wrong letter", say("DNI 12345678A"), nil},
		{"NIE", say("NIE X1234567L"), []string{"warn it tells a DNI or NIE: X1234567L"}},
		{"CURP", in("MX", "HEGG560427MVZRRL04"), []string{"warn it tells a CURP: HEGG560427MVZRRL04"}},
		{"CURP with a wrong digit", in("MX", "HEGG560427MVZRRL05"), nil},
		{"RFC", in("MX", "GODE561231GR8"), []string{"warn it tells an RFC: GODE561231GR8"}},
		{"RFC with a wrong sign", in("MX", "GODE561231GR9"), nil},
		{"CUIT", in("AR", "CUIT 20-12345678-6"), []string{"warn it tells a CUIT or CUIL: 20-12345678-6"}},
		{"CUIT with a wrong digit", in("AR", "CUIT 20-12345678-7"), nil},
		{"RUT", in("CL", "RUT 12.345.678-5"), []string{"warn it tells a RUT: 12.345.678-5"}},
		{"RUT that ends in K", in("CL", "RUT 10.000.013-K"), []string{"warn it tells a RUT: 10.000.013-K"}},
		{"RUT with a wrong sign", in("CL", "RUT 12.345.678-9"), nil},
		{"its own phone and e-mail", func(p *accounts.Post, f *Facts) {
			p.Text, f.Brand.Contacts = "600 111 222, hola@luz.example", []string{"+34600111222", "hola@luz.example"}
		}, nil},
		{"in an alt text", func(p *accounts.Post, _ *Facts) {
			p.Media = []accounts.Media{{Alt: "un cartel con el 600 111 222", Type: "image/png"}}
		}, []string{phone + "600 111 222"}},
		{"only for followers", func(p *accounts.Post, _ *Facts) { p.Text, p.Visibility = "600 111 222", accounts.Followers }, nil},
		{"switched off", func(p *accounts.Post, f *Facts) { p.Text, f.Brand.Off = "600 111 222", []string{"privacy"} }, nil},
	})
	runRows(t, "privacy", reply, []row{{"a stranger's, repeated", say("¿es el 600 111 222?"), []string{phone + "600 111 222"}}})
}

func TestPrivacyPlaces(t *testing.T) {
	p := post(t)
	p.Text = "¡Ñandú! Llama al 600 111 222 o escribe a eva@correo.example, DNI 12345678Z."
	var got []string
	for _, v := range Check(p, facts()) {
		got = append(got, p.Text[v.Start:v.End])
	}
	if strings.Join(got, "|") != "600 111 222|eva@correo.example|12345678Z" {
		t.Errorf("places %q", got)
	}
}

func FuzzCheck(f *testing.F) {
	for _, s := range []string{"600 111 222 ES91", "@", "a@b.c", "ES", "+", "(", "4111-1111", "#", "cw", "ñ\xff@x.y", "X1234567L", "20-1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, x := post(t), facts()
		p.Text, p.Relation = s, accounts.Paid
		x.Brand.Style = &accounts.Style{Address: accounts.Usted, Emoji: new(int), TagsMost: new(int), Signature: "Luz", Hashtags: []string{"#a"}, Words: []accounts.WordStyle{{Avoid: "pan"}}}
		for _, v := range Check(p, x) {
			if v.Start < 0 || v.Start > v.End || v.End > len(s) {
				t.Errorf("%s lies at %d to %d of %d", v.Rule, v.Start, v.End, len(s))
			}
		}
	})
}
