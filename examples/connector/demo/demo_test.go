package demo

import (
	"bytes"
	"testing"
	"time"
)

func TestCheck(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			var out bytes.Buffer
			begun := time.Now()
			err := Check(t.Context(), Options{Out: &out, Lang: lang})
			t.Logf("%v\n%s", time.Since(begun), &out)
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
