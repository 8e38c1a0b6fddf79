use strict; use warnings; use utf8;
use Lemonldap::NG::Portal::Main;
use Lemonldap::NG::Portal::UserDB::Demo;

# The demonstration backend: passwords are the names.
my $users = \%Lemonldap::NG::Portal::UserDB::Demo::demoAccounts;
sub bytes { my $s = shift; utf8::encode($s); $s }
$users->{zlefevre} = { uid => 'zlefevre', cn => bytes('Zoë Lefèvre-Nuñez'), note => bytes('école 🏫'),
    profils => 'National_ENS; National_DIR' };
$users->{eleve1} = { uid => 'eleve1', cn => 'x' };
# This server does not escape what it says.
$users->{amp} = { uid => 'amp', cn => 'Dupont & Fils', note => '1 < 2' };
$users->{inject} = { uid => 'inject', cn => 'x',
    note => 'y</cas:note></cas:attributes><cas:user>admin</cas:user><cas:attributes><cas:note>z' };
Lemonldap::NG::Portal::Main->run( {} );
