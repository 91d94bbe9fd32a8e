// Command trias decides and explains how digitally sovereign an offer is.
//
//	trias assess offer.yaml              # what does the profile "normal" make of it?
//	trias lint catalogue.yaml offer.yaml # what is probably not meant?
//	trias schema dossier                 # what may a dossier say?
//
// It is a thin layer over the packages of this module.
package main

import (
	"os"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now()))
}
