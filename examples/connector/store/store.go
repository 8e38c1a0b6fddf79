// Package store keeps what the connector has to remember between two pages, two
// days and two Septembers: the run in hand with the files that were sent, what
// people decided, and who did what.
//
// # What is kept of children's data, and for how long
//
//   - The files of a run (names, classes, birth dates) until the run ends, and
//     then they are erased; a run that nobody ended is erased by Purge or Expire.
//   - Decisions: the two identifiers, a keyed digest of the evidence that was
//     seen, who decided and when. No name and no birth date. They are needed
//     next September: Purge takes them after a school year and a quarter.
//   - Links: whose account is which, for sign-ins, from the end of a run. The
//     account's names and birth date stay beside the two identifiers until the
//     first sign-in has been compared with them, and are then erased; so is what
//     the ENT said, once somebody has judged a contradiction.
//   - The audit trail: what was done, by whom and when, with pseudonyms for
//     accounts. Purge takes it after a year.
//   - Sessions, until they are over.
//
// A Store may be used from several goroutines, and by several processes at once
// where it says so. Whatever a method reports as done is on disk, but for what a
// sign-in makes: sessions, and what the program itself judges.
package store

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/alexedwards/scs/v2"
)

// Errors of what somebody else did meanwhile.
var (
	ErrNone     = errors.New("store: there is no such thing")
	ErrConflict = errors.New("store: somebody else changed it meanwhile")
	ErrTaken    = errors.New("store: the person has another account already")
)

// A State says where a run stands.
type State string

// The states of a run. Of the ended ones nothing but the decisions is left.
const (
	Open   State = "open"
	Ended  State = "ended"
	Undone State = "undone" // ended, and its decisions withdrawn
)

// A Run is one import: from the files that are sent to the check afterwards.
type Run struct {
	ID    string
	Began time.Time
	By    string // who began it
	State State
	// School is the UAI that somebody chose for the accounts; "" if the files
	// say it themselves.
	School string
	// Guards are the numbers that somebody typed to go on in spite of a guard, by the
	// guard's name; names with a space tell what they were about. They lapse when a
	// file from before the import comes or goes.
	Guards map[string]int
}

// A Role says what a file is for.
type Role string

// The roles of files.
const (
	Roster   Role = "roster"   // the ENT's export
	Accounts Role = "accounts" // a list of the application's accounts, before the import
	After    Role = "after"    // the same list, exported again after the import
	// Files that came and that nobody has read yet. What they are for shows when
	// they are read; those of ReceivedAfter were sent for the check.
	Received      Role = "received"
	ReceivedAfter Role = "received-after"
)

// Unread reports whether a file has come and was not read yet.
func (r Role) Unread() bool { return r == Received || r == ReceivedAfter }

// A File is one file that was sent for a run.
type File struct {
	ID, Run string // ID is given by AddFile
	Role    Role
	Name    string // as its owner calls it
	Size    int64  // bytes
	Digest  string // SHA-256, hexadecimal
	Rows    int
	Added   time.Time
	By      string
}

// A Verdict is what somebody said about an account.
type Verdict string

// The verdicts. The last one said is the one that counts.
const (
	Same      Verdict = "same"      // the account is Decision.Person's
	Other     Verdict = "other"     // it is none of Decision.Refused
	Later     Verdict = "later"     // put off
	Withdrawn Verdict = "withdrawn" // the verdict before is taken back
)

// A Decision is a verdict about one account.
type Decision struct {
	Seq     int64  // given by Decide; grows with time
	Run     string // in which it was said
	School  string // UAI, "" where the lists name schools themselves
	Account string
	Verdict Verdict
	Person  string   // identifier in the ENT, for Same
	Refused []string // identifiers in the ENT, for Other
	// Beside are accounts that may be Person's as well, for Same: those of her other
	// schools, where lists name schools themselves, and those that are in no list any
	// more. Decide does not keep them.
	Beside []string
	// Evidence is a digest of what was seen by identifier in the ENT. When it
	// is another the question is open again.
	Evidence map[string]string
	By       string
	At       time.Time
}

// An Event is one line of the audit trail.
type Event struct {
	At      time.Time
	By      string
	What    string // a stable code, such as "decision.same"
	Subject string // a pseudonym for an account, or the identifier of a run or file
	Detail  string // numbers and codes; never a name
}

// A Store keeps runs, files, decisions and the audit trail. Every change is
// one event of the trail, written with it or not at all.
type Store interface {
	// Run returns the run in hand, or ErrNone.
	Run(ctx context.Context) (Run, error)
	// Begin begins a run; ErrConflict if there is one in hand.
	Begin(ctx context.Context, by string) (Run, error)
	// Save keeps the School and the Guards of the run in hand; ErrConflict if they
	// are not those of before any more.
	Save(ctx context.Context, before, r Run, by string) error
	// End ends a run and erases its files. Undone also withdraws what was
	// decided in it. The links become those of p, if it is not nil; ErrConflict
	// if somebody decided something after p.Seen.
	End(ctx context.Context, run string, how State, by string, p *Publication) error

	// AddFile keeps a file: all of it or nothing. f.ID and f.Added are given.
	AddFile(ctx context.Context, f File, content io.Reader) (File, error)
	// TakeFile says what an unread file is for and how many rows it has; ErrNone if
	// it is no unread file of the run in hand any more.
	TakeFile(ctx context.Context, id string, role Role, rows int, by string) error
	// Files returns a run's files in the order in which they were added.
	Files(ctx context.Context, run string) ([]File, error)
	// OpenFile returns a file's content.
	OpenFile(ctx context.Context, id string) (io.ReadCloser, error)
	// RemoveFile erases a file; ErrNone if it is gone already.
	RemoveFile(ctx context.Context, id, by string) error

	// Decide keeps a verdict if the latest one about the account is still the
	// one whose Seq is after (0: none), and ErrConflict otherwise. Same is
	// ErrTaken if the person was given to another account of the school, but for
	// those Beside.
	Decide(ctx context.Context, d Decision, after int64) (Decision, error)
	// Decisions returns the latest verdict about each account of a school,
	// whatever it is, in the order in which they were said.
	Decisions(ctx context.Context, school string) ([]Decision, error)

	// Links returns the accounts that are somebody's, by her identifier in the
	// ENT.
	Links(ctx context.Context, person string) ([]Link, error)
	// Owners returns whose the accounts of a school are, her identifier in the ENT by
	// the account; those that are nobody's are not there.
	Owners(ctx context.Context, school string) (map[string]string, error)
	// Held returns the links whose sign-in was stopped, or refused, those that
	// were stopped first in front.
	Held(ctx context.Context) ([]Link, error)
	// Judge keeps the Standing, Said and Causes of a link, and erases what its new
	// standing needs no more. ErrConflict if the link is not as l has it any
	// more. by is "" where nobody judged but the program: what it said may be lost to
	// a power cut, which has the next sign-in compared again.
	Judge(ctx context.Context, l Link, by string) error

	// Sessions keeps sessions beside the rest. They end by their own term. One that
	// was just kept may be lost to a power cut.
	Sessions() scs.CtxStore

	// Note adds an event that changes nothing else, such as that somebody took a file
	// away. e.At is given.
	Note(ctx context.Context, e Event) error
	// Events returns events, newest first, without the first skip of them, limit at
	// most.
	Events(ctx context.Context, skip, limit int) ([]Event, error)
	// Key returns a secret of this store, for digests.
	Key() []byte
	// Purge erases runs that began before a moment, with their files, and the
	// decisions, links, events and sessions that are past their own terms at now.
	Purge(ctx context.Context, before, now time.Time) (Purged, error)
	// Expire is Purge with the terms of the law, for programs that do it unasked. It
	// erases nothing and returns a *ClockError if something is past its term by a
	// clock that is further ahead of the latest use than ClockTrust: by a wrong one,
	// that may be all there is. A use is each Purge, and each Expire without an error.
	Expire(ctx context.Context, now time.Time) (Purged, error)
	Close() error
}
