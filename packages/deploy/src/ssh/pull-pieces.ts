/**
 * How the pull script (perl) gives an engine a blob. Commands go over the same line as blobs, and wait for what is on its way
 * before them. So a blob is asked for in pieces, by ranges over one connection (RFC 9110, 14.2): as much at a time as fills the
 * line, and no more than it takes in a moment, as the times of the pieces before tell. After a cut the rest is asked for.
 */
export const pullPieces: string = String.raw`# Seconds of a clock that nobody sets.
my $tick = POSIX::sysconf(POSIX::_SC_CLK_TCK());
sub now { return (POSIX::times())[0] / $tick }
# Seconds that a piece may take beside the round trip; bytes of a blob that are asked for at a time.
my ($moment, $least, $most) = (0.4, $first < 65536 ? $first : 65536, 8388608);
# Bytes to ask for in one go: all that may be on its way while nobody knows how many there are.
sub size {
  my ($window, $known) = @_;
  my $bytes = $known ? int($window / 4) : $window;
  return $bytes < $least ? $least : $bytes > 524288 ? 524288 : $bytes;
}
# Learns from a piece: its bytes, when it was asked for.
sub learn {
  my ($pace, $bytes, $asked) = @_;
  my $took = now() - $asked - $pace->{trip};
  if ($took < $moment / 2) { $pace->{window} += $bytes if $pace->{window} < $most }
  elsif ($took > $moment && $asked > $pace->{shrunk}) {
    my $window = int($pace->{window} * ($took > 2 * $moment ? 0.5 : $moment / $took));
    $pace->{window} = $window < $least ? $least : $window;
    $pace->{shrunk} = now();
  }
}
# Of the head of the first piece that of the whole answer. Learns how many bytes the blob has.
sub whole {
  my ($blob, $head, $all) = @_;
  my ($at, $end) = @$blob{qw(at end)};
  $end = $blob->{end} = $all - 1 if !length $end || $end >= $all;
  $head =~ s/\r\nContent-Length:[^\r]*/"\r\nContent-Length: " . ($end + 1 - $at)/ie;
  $blob->{part} ? $head =~ s{(\r\nContent-Range: bytes )[^\r]*}{$1$at-$end/$all}i
    : $head =~ s{^HTTP/1.1 206 [^\r]*(.*)\r\nContent-Range:[^\r]*}{HTTP/1.1 200 OK$1}si;
  $head =~ s/\r\nConnection:[^\r]*|\r\nKeep-Alive:[^\r]*//ig;
  return $head =~ s/\r\n\r\n$/\r\nConnection: close\r\n\r\n/r;
}
# Passes pieces on as long as the registry gives some. True when nothing is left to do, also for a client that has gone.
sub pieces {
  my ($client, $from, $request, $blob, $pace) = @_;
  my ($next, $had, @asked) = ($blob->{at}, "");
  my $ask = sub {
    until (length $blob->{end} ? $next > $blob->{end} || $next - $blob->{at} >= $pace->{window} : @asked) {
      my $last = $next + size($pace->{window}, length $blob->{end}) - 1;
      $last = $blob->{end} if length $blob->{end} && $last > $blob->{end};
      print $from $request =~ s/\r\n\r\n$/\r\nRange: bytes=$next-$last\r\n\r\n/r or return;
      push @asked, now();
      $next = $last + 1;
    }
  };
  while (!length $blob->{end} || $blob->{at} <= $blob->{end}) {
    $ask->();
    my $head = head($from, \$had) or return;
    my $asked = shift @asked;
    my $took = now() - $asked;
    $pace->{trip} = $took if $took < $pace->{trip};
    my ($bytes) = $head =~ /\r\nContent-Length: (\d+)/i;
    my ($all) = $head =~ m{^HTTP/1.1 206 .*\r\nContent-Range: bytes \d+-\d+/(\d+)}s;
    if (!defined $all) {
      print $client $head and pass($from, \$had, $bytes, $client) if !$blob->{told};
      return 1;
    }
    if (!$blob->{told}++) { print $client whole($blob, $head, $all) or return 1 }
    my $wrong = pass($from, \$had, $bytes, $client, sub { $blob->{at} += $_[0]; $ask->() });
    return $wrong eq "gone" if $wrong;
    learn($pace, $bytes, $asked);
  }
  return 1;
}
# Arguments: an engine that asks for a blob, and how.
sub blob {
  my ($client, $request) = @_;
  my ($at, $end) = $request =~ /\r\nRange: bytes=(\d+)-(\d*)/i;
  my %blob = (part => defined $at, at => $at // 0, end => $end // "");
  $request =~ s/\r\nRange:[^\r]*//i;
  # A round trip is at most as long as an answer took to begin; of a line that is busy already that says too much.
  my %pace = (window => $first, trip => 0.25, shrunk => 0);
  until (gone($client)) {
    my $from = registry();
    return if $from && pieces($client, $from, $request, \%blob, \%pace);
    pause();
  }
}`;
