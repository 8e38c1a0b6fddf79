package main

import (
	"errors"

	"github.com/spf13/pflag"
)

// misuse words what is wrong with the options of a command line, which pflag
// says in English alone.
func (w words) misuse(err error, command string) string {
	var (
		absent *pflag.NotExistError
		bare   *pflag.ValueRequiredError
		value  *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &absent):
		return w.say("bad-flag", dashed(absent.GetSpecifiedName(), absent.GetSpecifiedShortnames()), command)
	case errors.As(err, &bare):
		return w.say("bare-flag", dashed(bare.GetSpecifiedName(), bare.GetSpecifiedShortnames()), command)
	case errors.As(err, &value):
		return w.say("bad-value", value.GetValue(), "--"+value.GetFlag().Name, command)
	}
	return w.say("bad-flag", err.Error(), command)
}

// dashed is an option as it was typed; shorthands are those that it stood among,
// "" for an option of its full name.
func dashed(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}
