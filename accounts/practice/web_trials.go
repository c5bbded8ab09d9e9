package practice

import (
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// WebTrials are the pages of pruebas.example and what each of them does, by path.
var webTrials = map[string]func(w *Web, rw http.ResponseWriter, r *http.Request){
	"/bien": func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
		writePage(rw, 200, "Todo bien", "Aquí hay algo.")
	},
	"/404":          status(404, nil),
	"/410":          status(410, nil),
	"/400":          status(400, nil),
	"/401":          status(401, nil),
	"/403":          status(403, nil),
	"/405":          status(405, nil),
	"/406":          status(406, nil),
	"/418":          status(418, nil),
	"/429":          status(429, map[string]string{"Retry-After": "3600"}),
	"/451":          status(451, nil),
	"/500":          status(500, nil),
	"/999":          status(999, nil),
	"/reto":         status(403, map[string]string{"Cf-Mitigated": "challenge", "Server": "cloudflare"}),
	"/reto-503":     status(503, map[string]string{"Cf-Mitigated": "challenge"}),
	"/reto-202":     status(202, map[string]string{"X-Amzn-Waf-Action": "challenge"}),
	"/un-momento":   func(_ *Web, rw http.ResponseWriter, _ *http.Request) { writePage(rw, 403, "Just a moment...", "Wait.") },
	"/429-una-vez":  (*Web).onceBusy,
	"/500-una-vez":  (*Web).onceBroken,
	"/vacia":        func(*Web, http.ResponseWriter, *http.Request) {},
	"/sin-rango":    notRanged(400),
	"/rango-416":    notRanged(416),
	"/rango-501":    notRanged(501),
	"/bucle":        redirect("/bucle-2"),
	"/bucle-2":      redirect("/bucle"),
	"/galletas":     (*Web).cookies,
	"/privada":      redirect("http://10.0.0.1/"),
	"/privada-6":    redirect("http://[fd00::1]/"),
	"/esta-maquina": redirect("http://127.0.0.2:9/"),
	"/metadatos":    redirect("http://169.254.169.254/latest/meta-data/"),
	"/puerto":       redirect("http://pruebas.example:8080/"),
	"/aplicacion":   redirect("intent://abrir#Intent;scheme=luz;end"),
	"/sin-destino":  status(302, nil),
	"/bajada":       redirect("http://pruebas.example/bien"),
	"/otra-casa":    redirect("https://otra-casa.example/algo"),
	"/a-la-portada": redirect("/"),
	"/entrada":      redirect("/login?vuelta=entrada"),
	"/login":        (*Web).logIn,
	"/perdida":      (*Web).lost,
	"/enorme":       (*Web).huge,
	"/lenta":        (*Web).slow,
	"/callada":      func(w *Web, _ http.ResponseWriter, r *http.Request) { w.wait(r.Context(), time.Hour) },
	"/bomba":        (*Web).bomb,
	"/cortada":      (*Web).cutOff,
	"/latin-1":      (*Web).latin1,
	"/hostil":       (*Web).hostile,
	"/no-es-gzip":   status(200, map[string]string{"Content-Encoding": "gzip"}),
	"/video.mp4":    (*Web).film,
	"/pelicula.mp4": (*Web).noHead,
	"/cabeceras":    (*Web).wideHeaders,
}

// trial answers for pruebas.example: a page for each thing that can be wrong with a link. /salto/N redirects N times, /blando/... is the
// site on which every wrong address shows the same page with 200, /portada/... one that sends every wrong address to the front page.
func (w *Web) trial(rw http.ResponseWriter, r *http.Request) {
	if do := webTrials[r.URL.Path]; do != nil {
		do(w, rw, r)
		return
	}
	switch rest, _ := strings.CutPrefix(r.URL.Path, "/salto/"); {
	case rest != r.URL.Path:
		n, err := strconv.Atoi(rest)
		if to := "/salto/" + strconv.Itoa(n-1); err == nil && n > 0 {
			http.Redirect(rw, r, to, http.StatusFound)
			return
		}
		writePage(rw, 200, "El final de los saltos", "Aquí termina.")
	case strings.HasPrefix(r.URL.Path, "/blando/"):
		writePage(rw, 200, "Página no encontrada", "Lo sentimos, no hemos encontrado "+r.URL.Path+". "+strings.Repeat("Puedes buscar en la tienda. ", 10))
	case strings.HasPrefix(r.URL.Path, "/portada/"):
		http.Redirect(rw, r, "/", http.StatusFound)
	case r.URL.Path == "/":
		writePage(rw, 200, "Pruebas", "La portada de las pruebas.")
	default:
		writePage(rw, 404, "No encontrada", "No está.")
	}
}

// status answers with a status and headers, and a few words.
func status(code int, headers map[string]string) func(*Web, http.ResponseWriter, *http.Request) {
	return func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
		for k, v := range headers {
			rw.Header().Set(k, v)
		}
		writePage(rw, code, "Respuesta "+strconv.Itoa(code), "Una respuesta de la práctica.")
	}
}

// redirect sends on.
func redirect(to string) func(*Web, http.ResponseWriter, *http.Request) {
	return func(_ *Web, rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Location", to)
		rw.WriteHeader(http.StatusFound)
	}
}

// notRanged refuses what asks for a part.
func notRanged(code int) func(*Web, http.ResponseWriter, *http.Request) {
	return func(_ *Web, rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "" {
			writePage(rw, code, "Sin partes", "Solo entera.")
			return
		}
		writePage(rw, 200, "La página entera", "Aquí está.")
	}
}

func (w *Web) onceBusy(rw http.ResponseWriter, _ *http.Request) {
	if w.times("busy") == 1 {
		rw.Header().Set("Retry-After", "0")
		writePage(rw, 429, "Ahora no", "Vuelve enseguida.")
		return
	}
	writePage(rw, 200, "Ahora sí", "Gracias por esperar.")
}

func (w *Web) onceBroken(rw http.ResponseWriter, _ *http.Request) {
	if w.times("broken") == 1 {
		writePage(rw, 502, "Un fallo", "Vuelve.")
		return
	}
	writePage(rw, 200, "Ahora sí", "Ya va.")
}

func (w *Web) cookies(rw http.ResponseWriter, r *http.Request) {
	http.SetCookie(rw, &http.Cookie{Name: "vista", Value: "1"})
	http.Redirect(rw, r, "/galletas", http.StatusFound)
}

func (w *Web) logIn(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("X-Robots-Tag", "noindex")
	writePage(rw, 200, "Inicia sesión", "Escribe tu nombre.")
}

// lost says with 200 that it is not there, on a site that answers 404 elsewhere.
func (w *Web) lost(rw http.ResponseWriter, _ *http.Request) {
	writePage(rw, 200, "Esta oferta ya no está disponible", "Se acabó. Mira las otras.")
}

// huge is 100 MB of text.
func (w *Web) huge(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	piece := []byte("<title>Enorme</title>" + strings.Repeat("pan ", 16<<10))
	for sent := 0; sent < 100<<20; {
		n, err := rw.Write(piece)
		if sent += n; err != nil {
			return
		}
	}
}

// slow sends a byte at a time.
func (w *Web) slow(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	for {
		if _, err := rw.Write([]byte("x")); err != nil || http.NewResponseController(rw).Flush() != nil || !w.wait(r.Context(), w.opt.Drip) {
			return
		}
	}
}

// bomb is 1 GB of spaces, packed into 1 MB.
func (w *Web) bomb(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	rw.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(rw)
	_, _ = z.Write([]byte("<title>Bomba</title>"))
	spaces := []byte(strings.Repeat(" ", 1<<20))
	for range 1024 {
		if _, err := z.Write(spaces); err != nil {
			return
		}
	}
	_ = z.Close() // The client left long ago.
}

// cutOff ends the connection before the answer.
func (w *Web) cutOff(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

func (w *Web) latin1(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	_, _ = rw.Write([]byte("<html><head><meta charset=\"iso-8859-1\"><title>El a\xf1o del pan de ma\xedz</title></head><body>Ma\xf1ana</body></html>"))
}

// hostile is a title that would take a terminal over.
func (w *Web) hostile(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = rw.Write([]byte("<title>Pan\x1b]0;due\xf1o\x07\x1b[2J &#27;[31m\u202egnp.exe\r\n fresco" + strings.Repeat("\u0301", 500) + "</title>" +
		"<meta name=description content=\"\u200b\u2066hola\u0000&#x9b;31m\">" + strings.Repeat("<div>", 2000) + "fin"))
}

func (w *Web) film(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "video/mp4")
	if r.Method == http.MethodHead {
		rw.Header().Set("Content-Length", "5000000000")
		return
	}
	w.huge(rw, r)
}

func (w *Web) noHead(rw http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		rw.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	rw.Header().Set("Content-Type", "video/mp4")
	_, _ = rw.Write([]byte("ftyp"))
}

// wideHeaders answers with more headers than anybody reads.
func (w *Web) wideHeaders(rw http.ResponseWriter, _ *http.Request) {
	for i := range 40 {
		rw.Header().Set("X-Ancha-"+strconv.Itoa(i), strings.Repeat("a", 10<<10))
	}
}
