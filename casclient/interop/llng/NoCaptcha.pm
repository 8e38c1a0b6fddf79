# The portal loads its captcha module even where captchas are off, and that
# one wants ImageMagick.
package NoCaptcha;
use strict;
use Mouse;
extends 'Lemonldap::NG::Portal::Main::Plugin';
sub init { 1 }
1;
