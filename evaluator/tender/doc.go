// Package tender excludes by A-criteria, scores by B-criteria and ranks with the
// price, by what a tender announced before any offer was opened.
package tender
