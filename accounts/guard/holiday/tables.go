package holiday

import "time"

// own is what a region has besides its country, and what it does not keep.
type own struct {
	days []day
	not  []string
}

const (
	jan = time.January
	feb = time.February
	mar = time.March
	apr = time.April
	may = time.May
	jun = time.June
	jul = time.July
	aug = time.August
	sep = time.September
	oct = time.October
	nov = time.November
	dec = time.December

	mon = time.Monday
	thu = time.Thursday
	fri = time.Friday
)

var countries = map[string][]day{
	"ES": {fixed(jan, 1, "Año Nuevo"), fixed(jan, 6, "Epifanía del Señor"), easter(-2, "Viernes Santo"), fixed(may, 1, "Fiesta del Trabajo"),
		fixed(aug, 15, "Asunción de la Virgen"), fixed(oct, 12, "Fiesta Nacional de España"), fixed(nov, 1, "Todos los Santos"),
		fixed(dec, 6, "Día de la Constitución"), fixed(dec, 8, "Inmaculada Concepción"), fixed(dec, 25, "Natividad del Señor")},
	"MX": {fixed(jan, 1, "Año Nuevo"), nth(1, mon, feb, "Día de la Constitución"), nth(3, mon, mar, "Natalicio de Benito Juárez"), fixed(may, 1, "Día del Trabajo"),
		fixed(sep, 16, "Día de la Independencia"), nth(3, mon, nov, "Día de la Revolución"), fixed(dec, 25, "Navidad"),
		when(oct, 1, "Transmisión del Poder Ejecutivo Federal", func(t time.Time) bool { return t.Year() >= 2024 && t.Year()%6 == 2 })},
	"AR": {fixed(jan, 1, "Año Nuevo"), easter(-48, "Carnaval"), easter(-47, "Carnaval"), fixed(mar, 24, "Día de la Memoria"), fixed(apr, 2, "Día del Veterano y de los Caídos en Malvinas"),
		easter(-2, "Viernes Santo"), fixed(may, 1, "Día del Trabajador"), fixed(may, 25, "Día de la Revolución de Mayo"), moved(jun, 17, "Paso a la Inmortalidad del General Güemes", nearMonday),
		fixed(jun, 20, "Día de la Bandera"), fixed(jul, 9, "Día de la Independencia"), moved(aug, 17, "Paso a la Inmortalidad del General San Martín", nearMonday),
		moved(oct, 12, "Día del Respeto a la Diversidad Cultural", nearMonday), moved(nov, 20, "Día de la Soberanía Nacional", nearMonday),
		fixed(dec, 8, "Inmaculada Concepción de María"), fixed(dec, 25, "Navidad")},
	"CO": {fixed(jan, 1, "Año Nuevo"), moved(jan, 6, "Día de los Reyes Magos", nextMonday), moved(mar, 19, "Día de San José", nextMonday), easter(-3, "Jueves Santo"), easter(-2, "Viernes Santo"),
		fixed(may, 1, "Día del Trabajo"), easter(43, "Ascensión del Señor"), easter(64, "Corpus Christi"), easter(71, "Sagrado Corazón"), moved(jun, 29, "San Pedro y San Pablo", nextMonday),
		fixed(jul, 20, "Día de la Independencia"), fixed(aug, 7, "Batalla de Boyacá"), moved(aug, 15, "Asunción de la Virgen", nextMonday), moved(oct, 12, "Día de la Diversidad Étnica y Cultural", nextMonday),
		moved(nov, 1, "Día de Todos los Santos", nextMonday), moved(nov, 11, "Independencia de Cartagena", nextMonday), fixed(dec, 8, "Inmaculada Concepción"), fixed(dec, 25, "Navidad")},
	"CL": {fixed(jan, 1, "Año Nuevo"), when(jan, 2, "Feriado adicional de Año Nuevo", on(mon)), easter(-2, "Viernes Santo"), easter(-1, "Sábado Santo"), fixed(may, 1, "Día del Trabajo"),
		fixed(may, 21, "Día de las Glorias Navales"), {"Día Nacional de los Pueblos Indígenas", solstice}, moved(jun, 29, "San Pedro y San Pablo", chileanMonday),
		fixed(jul, 16, "Virgen del Carmen"), fixed(aug, 15, "Asunción de la Virgen"), when(sep, 17, "Fiestas Patrias", on(mon)), when(sep, 17, "Fiestas Patrias", on(fri)),
		fixed(sep, 18, "Independencia Nacional"), fixed(sep, 19, "Día de las Glorias del Ejército"), when(sep, 20, "Fiestas Patrias", on(fri)),
		moved(oct, 12, "Encuentro de Dos Mundos", chileanMonday), moved(oct, 31, "Día de las Iglesias Evangélicas y Protestantes", reformation),
		fixed(nov, 1, "Día de Todos los Santos"), fixed(dec, 8, "Inmaculada Concepción"), fixed(dec, 25, "Navidad")},
	"PE": {fixed(jan, 1, "Año Nuevo"), easter(-3, "Jueves Santo"), easter(-2, "Viernes Santo"), fixed(may, 1, "Día del Trabajo"), fixed(jun, 7, "Batalla de Arica y Día de la Bandera"),
		fixed(jun, 29, "San Pedro y San Pablo"), fixed(jul, 23, "Día de la Fuerza Aérea del Perú"), fixed(jul, 28, "Fiestas Patrias"), fixed(jul, 29, "Fiestas Patrias"),
		fixed(aug, 6, "Batalla de Junín"), fixed(aug, 30, "Santa Rosa de Lima"), fixed(oct, 8, "Combate de Angamos"), fixed(nov, 1, "Día de Todos los Santos"),
		fixed(dec, 8, "Inmaculada Concepción"), fixed(dec, 9, "Batalla de Ayacucho"), fixed(dec, 25, "Navidad")},
	"US": {fixed(jan, 1, "New Year's Day"), moved(jan, 1, "New Year's Day (observed)", observed), nth(3, mon, jan, "Martin Luther King Jr. Day"), nth(3, mon, feb, "Washington's Birthday"),
		nth(-1, mon, may, "Memorial Day"), fixed(jun, 19, "Juneteenth"), moved(jun, 19, "Juneteenth (observed)", observed), fixed(jul, 4, "Independence Day"),
		moved(jul, 4, "Independence Day (observed)", observed), nth(1, mon, sep, "Labor Day"), nth(2, mon, oct, "Columbus Day"), fixed(nov, 11, "Veterans Day"),
		moved(nov, 11, "Veterans Day (observed)", observed), nth(4, thu, nov, "Thanksgiving"), fixed(dec, 25, "Christmas Day"), moved(dec, 25, "Christmas Day (observed)", observed)},
	"GB": {fixed(jan, 1, "New Year's Day"), moved(jan, 1, "New Year's Day (substitute)", instead(0)), easter(-2, "Good Friday"), easter(1, "Easter Monday"), nth(1, mon, may, "Early May bank holiday"),
		nth(-1, mon, may, "Spring bank holiday"), nth(-1, mon, aug, "Summer bank holiday"), fixed(dec, 25, "Christmas Day"), moved(dec, 25, "Christmas Day (substitute)", instead(1)),
		fixed(dec, 26, "Boxing Day"), moved(dec, 26, "Boxing Day (substitute)", instead(1))},
}

var holyThursday, easterMonday = easter(-3, "Jueves Santo"), easter(1, "Lunes de Pascua")

var regions = map[string]own{
	"ES-AN": {days: []day{fixed(feb, 28, "Día de Andalucía"), holyThursday}},
	"ES-AR": {days: []day{fixed(apr, 23, "Día de Aragón"), holyThursday}},
	"ES-AS": {days: []day{fixed(sep, 8, "Día de Asturias"), holyThursday}},
	"ES-CB": {days: []day{fixed(jul, 28, "Día de las Instituciones de Cantabria"), fixed(sep, 15, "La Bien Aparecida"), holyThursday}},
	"ES-CE": {days: []day{fixed(sep, 2, "Día de Ceuta"), holyThursday}},
	"ES-CL": {days: []day{fixed(apr, 23, "Día de Castilla y León"), holyThursday}},
	"ES-CM": {days: []day{fixed(may, 31, "Día de Castilla-La Mancha"), easter(60, "Corpus Christi"), holyThursday}},
	"ES-CN": {days: []day{fixed(may, 30, "Día de Canarias"), holyThursday}},
	"ES-CT": {days: []day{easterMonday, fixed(jun, 24, "Sant Joan"), fixed(sep, 11, "Diada Nacional de Catalunya"), fixed(dec, 26, "Sant Esteve")}},
	"ES-EX": {days: []day{fixed(sep, 8, "Día de Extremadura"), holyThursday}},
	"ES-GA": {days: []day{fixed(may, 17, "Día das Letras Galegas"), fixed(jul, 25, "Día Nacional de Galicia"), holyThursday}},
	"ES-IB": {days: []day{fixed(mar, 1, "Dia de les Illes Balears"), holyThursday, easterMonday}},
	"ES-MC": {days: []day{fixed(mar, 19, "San José"), fixed(jun, 9, "Día de la Región de Murcia"), holyThursday}},
	"ES-MD": {days: []day{fixed(may, 2, "Fiesta de la Comunidad de Madrid"), holyThursday}},
	"ES-ML": {days: []day{fixed(sep, 17, "Día de Melilla"), holyThursday}},
	"ES-NC": {days: []day{holyThursday, easterMonday, fixed(dec, 3, "San Francisco Javier")}},
	"ES-PV": {days: []day{holyThursday, easterMonday, fixed(jul, 25, "Santiago Apóstol")}},
	"ES-RI": {days: []day{fixed(jun, 9, "Día de La Rioja"), holyThursday}},
	"ES-VC": {days: []day{fixed(mar, 19, "San José"), easterMonday, fixed(jun, 24, "San Juan"), fixed(oct, 9, "Día de la Comunitat Valenciana")}},

	"GB-ENG": {},
	"GB-WLS": {},
	"GB-SCT": {days: []day{fixed(jan, 2, "2nd January"), moved(jan, 2, "2nd January (substitute)", instead(1)), nth(1, mon, aug, "Summer bank holiday (Scotland)"), fixed(nov, 30, "St Andrew's Day"), moved(nov, 30, "St Andrew's Day (substitute)", instead(0))},
		not: []string{"Easter Monday", "Summer bank holiday"}},
	"GB-NIR": {days: []day{fixed(mar, 17, "St Patrick's Day"), moved(mar, 17, "St Patrick's Day (substitute)", instead(0)), fixed(jul, 12, "Battle of the Boyne"), moved(jul, 12, "Battle of the Boyne (substitute)", instead(0))}},
}
