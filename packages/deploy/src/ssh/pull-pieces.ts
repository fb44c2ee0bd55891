/**
 * How the pull script (perl) gives an engine a blob. Commands go over the same line as blobs, and wait for what is on its way
 * before them. So a blob is asked for in pieces, by ranges over one connection (RFC 9110, 14.2): as much at a time as fills the
 * line, and no more than it takes in a moment, as the times of the pieces before tell. After a cut the rest is asked for.
 */
export const pullPieces: string = String.raw`# Seconds of a clock that nobody sets.
my $tick = POSIX::sysconf(POSIX::_SC_CLK_TCK());
sub now { return (POSIX::times())[0] / $tick }
# Arguments: an engine that asks for a blob, and how.
sub blob {
  my ($client, $request) = @_;
  my ($moment, $least, $most) = (0.4, 65536, 8388608);
  my ($at, $end) = $request =~ /\r\nRange: bytes=(\d+)-(\d*)/i;
  my $part = defined $at;
  ($at, $end) = (0, "") if !$part;
  $request =~ s/\r\nRange:[^\r]*//i;
  # A round trip is at most as long as an answer took to begin; of a line that is busy already that says too much.
  my ($window, $trip, $shrunk, $told) = ($first, 0.25, 0);
  until (gone($client)) {
    my $from = registry();
    if (!$from) { pause(); next }
    my ($asked, $had, @pieces) = ($at, "");
    my $ask = sub {
      until (length $end ? $asked > $end || $asked - $at >= $window : @pieces) {
        my $bytes = length $end ? int($window / 4) : $window;
        $bytes = $least if $bytes < $least;
        my $last = $asked + ($bytes > 524288 ? 524288 : $bytes) - 1;
        $last = $end if length $end && $last > $end;
        print $from $request =~ s/\r\n\r\n$/\r\nRange: bytes=$asked-$last\r\n\r\n/r or return;
        push @pieces, now();
        $asked = $last + 1;
      }
    };
    while (!length $end || $at <= $end) {
      $ask->();
      my $head = head($from, \$had) or last;
      my $when = shift @pieces;
      my $took = now() - $when;
      $trip = $took if $took < $trip;
      my ($left) = $head =~ /\r\nContent-Length: (\d+)/i;
      my ($all) = $head =~ m{^HTTP/1.1 206 .*\r\nContent-Range: bytes \d+-\d+/(\d+)}s;
      if (!$told) {
        if (!defined $all) {
          print $client $head;
          return pass($from, \$had, $left, $client);
        }
        $end = $all - 1 if !length $end || $end >= $all;
        $told = $head =~ s/\r\nContent-Length:[^\r]*/"\r\nContent-Length: " . ($end + 1 - $at)/ier;
        $part ? $told =~ s{(\r\nContent-Range: bytes )[^\r]*}{$1$at-$end/$all}i
          : $told =~ s{^HTTP/1.1 206 [^\r]*(.*)\r\nContent-Range:[^\r]*}{HTTP/1.1 200 OK$1}si;
        $told =~ s/\r\nConnection:[^\r]*|\r\nKeep-Alive:[^\r]*//ig;
        print $client $told =~ s/\r\n\r\n$/\r\nConnection: close\r\n\r\n/r or return;
      } elsif (!defined $all) { return }
      my $piece = $left;
      my $wrong = pass($from, \$had, $left, $client, sub { $at += $_[0]; $ask->() });
      return if ($wrong // "") eq "gone";
      last if $wrong;
      $took = now() - $when - $trip;
      if ($took < $moment / 2) { $window += $piece if $window < $most }
      elsif ($took > $moment && $when > $shrunk) {
        $window = int($window * ($took > 2 * $moment ? 0.5 : $moment / $took));
        $window = $least if $window < $least;
        $shrunk = now();
      }
    }
    return if length $end && $at > $end;
    pause();
  }
}`;
