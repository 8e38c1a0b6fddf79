package casclient

import "testing"

var (
	chosenJSONNames  = []string{`"user"`, `"attributes"`, `"a"`, `"proxies"`, `"User"`, `"us\u0065r"`, `"proxyGrantingTicket"`, `"authenticationSuccess"`, `""`, `user`}
	chosenJSONValues = []string{`"jo"`, `"admin"`, `null`, `true`, `1.5e3`, `""`, `" "`, `"\u00e9\uD83C\uDFEB"`, `"\uD83C"`, `"\x"`, `01`, `-`, `-0`, `1.`, `nul`, "\"\x01\"", `"\u0000"`, `'a'`, `[]`, `{}`, "\"\xff\""}
)

func (c *chooser) jsonValue(depth int) {
	switch c.pick("scalar", "scalar", "array", "object") {
	case "array":
		if depth < 4 {
			c.b.WriteString("[")
			for i := 0; c.pick("more", "", "more", "") != "" && i < 4; i++ {
				if i > 0 {
					c.b.WriteString(c.pick(",", ",", " ,\n", ","))
				}
				c.jsonValue(depth + 1)
			}
			c.comma()
			c.b.WriteString("]")
			return
		}
	case "object":
		if depth < 4 {
			c.jsonObject(depth+1, func() {})
			return
		}
	}
	c.b.WriteString(c.pick(chosenJSONValues[:6]...))
	if c.near() {
		c.b.WriteString(c.pick(chosenJSONValues...))
	}
}

// comma is wrong wherever it is called.
func (c *chooser) comma() {
	if c.near() {
		c.b.WriteString(c.pick(",", ":", "/**/", "}"))
	}
}

func (c *chooser) jsonObject(depth int, first func()) {
	c.b.WriteString("{" + c.pick("", " ", "\n\t"))
	n := c.b.Len()
	first()
	for i := 0; c.pick("more", "", "more", "") != "" && i < 4; i++ {
		if c.b.Len() > n {
			c.b.WriteString(",")
		}
		c.b.WriteString(c.pick(chosenJSONNames...) + c.pick(":", " : "))
		c.jsonValue(depth)
		n = 0
	}
	c.comma()
	c.b.WriteString("}")
}

func (c *chooser) jsonDocument() string {
	c.b.WriteString(c.pick("", "\ufeff", " \r\n") + `{"serviceResponse":{`)
	if c.near() {
		c.b.WriteString(`"authenticationFailure":` + c.pick("null", `{"code":"X"}`) + ",")
	}
	c.b.WriteString(`"authenticationSuccess":`)
	c.jsonObject(0, func() {
		if c.pick("yes", "yes", "no") == "yes" {
			c.b.WriteString(`"user":"jo"`)
		}
	})
	c.comma()
	c.b.WriteString("}}" + c.pick("", "\n", "", "", "x", "{}"))
	return c.b.String()
}

func TestAlmostRightJSONMeansTheSameToEncodingJSON(t *testing.T) {
	accepted := 0
	for seed := range uint64(20_000) {
		doc := (&chooser{data: randomBytes(seed, 20+int(seed%60))}).jsonDocument()
		if a, err := parseAnswer(doc, ""); err == nil {
			checkJSONOracle(t, doc, a)
			accepted++
		}
	}
	if accepted < 500 {
		t.Errorf("%d documents accepted: the generator makes nothing but nonsense", accepted)
	}
	t.Logf("%d accepted", accepted)
}

func FuzzAlmostRightJSON(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(randomBytes(seed, 60))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := (&chooser{data: data}).jsonDocument()
		if a, err := parseAnswer(doc, ""); err == nil {
			checkJSONOracle(t, doc, a)
		}
	})
}
