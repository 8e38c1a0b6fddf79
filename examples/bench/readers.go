package main

import (
	"encoding/csv"
	"errors"
	"io"

	"github.com/entlink/entlink/enroster"
	"github.com/gocarina/gocsv"
	"github.com/jszwec/csvutil"
)

// reader reads a roster and counts its rows.
type reader struct {
	name string
	what string
	file string // which of the files it reads: an encoding
	read func(io.Reader) (rows int, err error)
}

// person is the row of a roster as libraries that decode into structs see it. Their users turn the texts into
// identifiers, profiles, dates and lists themselves.
type person struct {
	GUID      string `csv:"Guid"`
	LastName  string `csv:"Nom"`
	FirstName string `csv:"Prénom"`
	Profile   string `csv:"Profil"`
	Classes   string `csv:"Classes"`
	Group     string `csv:"Groupe"`
	Born      string `csv:"DateNaissance"`
	Sex       string `csv:"Sexe"`
	Title     string `csv:"Civilite"`
	Child1    string `csv:"Guid_Enfant1"`
	Child2    string `csv:"Guid_Enfant2"`
	Child3    string `csv:"Guid_Enfant3"`
	Child4    string `csv:"Guid_Enfant4"`
}

var readers = []reader{
	{"empty", "an empty program", "utf-8", func(io.Reader) (int, error) { return 0, nil }},
	{"csv", "encoding/csv, ReuseRecord", "utf-8", readCSV},
	{"enroster-rows", "enroster, rows as they are written", "utf-8", readRows},
	{"csvutil", "jszwec/csvutil into a struct of texts", "utf-8", readCSVUtil},
	{"gocsv", "gocarina/gocsv into a struct of texts", "utf-8", readGoCSV},
	{"enroster", "enroster, typed records", "utf-8", enrosterWith(nil)},
	{"enroster-typed", "enroster, typed fields without Cells", "utf-8", enrosterWith(&enroster.Options{NoCells: true})},
	{"enroster-typed-2", "the same, two workers", "utf-8", enrosterWith(&enroster.Options{NoCells: true, Workers: 2})},
	{"enroster-2", "enroster, typed records, two workers", "utf-8", enrosterWith(&enroster.Options{Workers: 2})},
	{"enroster-1252", "enroster, Windows-1252", "windows-1252", enrosterWith(nil)},
	{"enroster-8859-15", "enroster, ISO-8859-15", "iso-8859-15", enrosterWith(nil)},
	{"enroster-utf-16", "enroster, UTF-16", "utf-16le", enrosterWith(nil)},
}

func readCSV(src io.Reader) (rows int, err error) {
	r := newCSV(src)
	r.ReuseRecord = true
	for {
		if _, err := r.Read(); err == io.EOF {
			return rows - 1, nil // the header is a row to it
		} else if err != nil {
			return rows, err
		}
		rows++
	}
}

func newCSV(src io.Reader) *csv.Reader {
	r := csv.NewReader(src)
	r.Comma = ';'
	return r
}

func readCSVUtil(src io.Reader) (rows int, err error) {
	r := newCSV(src)
	r.ReuseRecord = true // its texts are its own all the same
	d, err := csvutil.NewDecoder(r)
	if err != nil {
		return 0, err
	}
	for {
		var p person
		if err := d.Decode(&p); err == io.EOF {
			return rows, nil
		} else if err != nil {
			return rows, err
		}
		rows++
	}
}

func readGoCSV(src io.Reader) (rows int, err error) {
	err = gocsv.UnmarshalDecoderToCallback(gocsv.NewSimpleDecoderFromCSVReader(newCSV(src)), func(person) { rows++ })
	return rows, err
}

// readRows reads the cells of rows, and no more, as readCSV does.
func readRows(src io.Reader) (rows int, err error) {
	for _, err := range enroster.NewReader(src, nil).Rows() {
		if err != nil {
			return rows, err
		}
		rows++
	}
	return rows, nil
}

// enrosterWith reads with options, and wants a file without a finding.
func enrosterWith(opts *enroster.Options) func(io.Reader) (int, error) {
	return func(src io.Reader) (rows int, err error) {
		r := enroster.NewReader(src, opts)
		for _, err := range r.All() {
			if err != nil {
				return rows, err
			}
			rows++
		}
		if len(r.Findings()) > 0 {
			return rows, errors.New(r.Findings()[0].Message("en"))
		}
		return rows, nil
	}
}
