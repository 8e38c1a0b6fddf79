package casclient

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseText reads an answer of CAS 1 (spec §2.4.2): yes and the user, each on
// a line of its own, or no. Anything else is refused. A client that takes the
// second line of whatever comes signs in
//
//	l>Service unavailable</html
//
// when the server shows a web page; so nothing may stand where the
// specification has nothing.
func parseText(body string) (*answer, error) {
	if !utf8.ValidString(body) {
		return nil, fmt.Errorf("%w: bytes that are not UTF-8", ErrEncoding)
	}
	text := strings.ReplaceAll(strings.TrimPrefix(body, "\ufeff"), "\r\n", "\n")
	word, rest, _ := strings.Cut(text, "\n")
	switch word {
	case "no":
		if strings.TrimSpace(rest) != "" {
			return nil, fmt.Errorf("%w: no, and something behind it", ErrMalformed)
		}
		return nil, &FailureError{}
	case "yes":
	default:
		return nil, fmt.Errorf("%w: its first line is neither yes nor no, as in CAS 1", ErrNotCAS)
	}
	line, rest, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(rest) != "" {
		return nil, fmt.Errorf("%w: something behind the user", ErrMalformed)
	}
	user, wrong := cleanUser(line)
	if wrong != "" {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, errors.New(wrong))
	}
	return &answer{user: user}, nil
}

// cleanUser cuts the white space of XML around a user off and says what is wrong
// with the rest, "" if nothing is. Other spaces are no one's layout: to cut them
// off would make admin of another user whose name ends in one.
func cleanUser(s string) (user, wrong string) {
	user = strings.Trim(s, " \t\r\n")
	switch trimmed := strings.TrimSpace(user); {
	case trimmed == "":
		return "", "an empty user"
	case trimmed != user:
		return "", "a user with white space around it that is not XML's"
	case strings.ContainsFunc(user, unicode.IsControl):
		return "", "a user with a control character"
	}
	return user, ""
}
