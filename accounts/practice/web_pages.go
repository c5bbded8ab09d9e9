package practice

import (
	"fmt"
	"html"
	"net/http"
	"strings"
)

// webSites are the small sites of the clients: what is on each, by path.
var webSites = map[string]map[string]string{
	"panaderialuz.example": {
		"/":               "Panadería Luz, pan de masa madre en Chamberí",
		"/pan-de-centeno": "Pan de centeno · Panadería Luz",
		"/masa-madre":     "Masa madre o levadura · Panadería Luz",
		"/reservas":       "Reservas · Panadería Luz",
		"/horario":        "Horario · Panadería Luz",
	},
	"kinesur.example": {
		"/":              "Kine Sur, kinesiología en Ñuñoa",
		"/citas":         "Pide tu hora · Kine Sur",
		"/estiramientos": "Cinco minutos de estiramientos · Kine Sur",
	},
	"claramontes.example": {
		"/":      "Clara Montes",
		"/notas": "Notas de la semana · Clara Montes",
	},
}

// site answers for a host: a client's with the pages it has, and with http sent on to https; any other one with any page.
func (w *Web) site(rw http.ResponseWriter, r *http.Request, host string) {
	pages, ours := webSites[host]
	title, there := pages[strings.TrimSuffix(r.URL.Path, "/")]
	if r.URL.Path == "/" {
		title, there = pages["/"]
	}
	switch {
	case ours && r.TLS == nil:
		http.Redirect(rw, r, "https://"+r.Host+r.URL.RequestURI(), http.StatusMovedPermanently)
	case ours && !there:
		writePage(rw, http.StatusNotFound, "Página no encontrada", "La página que buscas no está aquí.")
	case ours:
		writePage(rw, http.StatusOK, title, "Una página de la práctica.")
	default:
		writePage(rw, http.StatusOK, host+" "+strings.Trim(r.URL.Path, "/"), "Una página cualquiera de "+host+", en "+r.URL.Path+".")
	}
}

// writePage answers with a page.
func writePage(rw http.ResponseWriter, status int, title, text string) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.WriteHeader(status)
	_, _ = fmt.Fprintf(rw, "<!DOCTYPE html><html lang=\"es\"><head><title>%s</title><meta name=\"description\" content=\"%s\"></head><body><h1>%s</h1><p>%s</p></body></html>",
		html.EscapeString(title), html.EscapeString(text), html.EscapeString(title), html.EscapeString(text))
}
