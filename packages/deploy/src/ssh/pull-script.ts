import { pullPieces } from './pull-pieces.ts';

/**
 * What keeps a pull on a host (perl, which every Debian has). Input: repository and digest of the image, a line; arguments are
 * for every user of the host to read, and who knows the name can have the image. Then what it can answer by itself, each with a
 * line of its own before it: the end of its path, its type, its bytes. Arguments: the port of the registry, a file that
 * tells of this process, the call of the engine that pulls, up to the image's name, the engine's socket, for how many seconds a
 * registry may be away, how many bytes of a blob it asks for at first: never for fewer at a time than those or 64 kB, whichever
 * is less. Prints its process and the port to ask at, and goes on by itself: it calls the engine, and gives it what the registry
 * answers. The file has the same, and the image.
 *
 * What the engine said is in `<file>.said.<process>`: its HTTP status, 0 when there is no engine, a space, its last line. No
 * such file: nobody knows. It then answers for a minute, or until it gets SIGTERM.
 *
 * No engine gets on well with a download that is cut: Docker's classic store forgets half a layer when it finds nobody, its
 * containerd store does so at once. So the engine does not see a cut: it waits until there is a registry again, at the port
 * that `<file>.port` has, and gets the rest, by a range (RFC 9110, 14.2). That file is touched whenever the registry is seen there.
 * When it was away for too long all is over, for an engine that waits may keep others waiting.
 */
export const pullScript: string = String.raw`
my ($registry, $note, $call, $socket, $patience, $first) = @ARGV;
chomp(my $image = <STDIN>);
my ($repository) = split /\@/, $image;
my %known = ("/v2/" => ["application/json", "{}"]);
while (my ($end, $type, $bytes) = (<STDIN> // "") =~ /^(\S+) (\S+) (\d+)$/) {
  read STDIN, my $text, $bytes;
  $known{"/v2/$repository/$end"} = [$type, $text];
}
$SIG{PIPE} = "IGNORE";
# All of the text, or nothing and why.
sub put {
  my ($name, $text) = @_;
  my $new = "$name.new$$";
  if (open my $file, ">", $new) {
    return 1 if print($file "$text\n") & close($file) and rename $new, $name;
    my $why = $!;
    unlink $new;
    $! = $why;
  }
  return;
}
sub began {
  open my $stat, "<", "/proc/$_[0]/stat" or return;
  return (split / /, <$stat> =~ s/.*\) //r)[19];
}
sub pause { select undef, undef, undef, 0.3 }
sub gone {
  my ($client) = @_;
  my $ready = "";
  vec($ready, fileno $client, 1) = 1;
  return select($ready, undef, undef, 0) && !sysread $client, my $more, 1;
}
sub registry {
  open my $file, "<", "$note.port" or return;
  return IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => <$file>);
}
# The next head that comes, without what is after it. Who else has the port by now is no registry; who asks at a free one may
# even meet himself.
sub head {
  my ($from, $had) = @_;
  until ($$had =~ /\r\n\r\n/) { sysread $from, $$had, 65536, length $$had or return }
  $$had =~ s/^(.*?\r\n\r\n)//s;
  my $head = $1;
  return $head =~ /\r\nDocker-Distribution-API-Version:/i ? $head : undef;
}
# The head of the registry's answer, what has come after that, and where the rest comes from; nothing while it is away.
sub reply {
  my ($request) = @_;
  my $from = registry() or return;
  print $from $request =~ s/\r\n\r\n$/\r\nConnection: close\r\n\r\n/r or return;
  my $head = head($from, \my $had);
  return $head ? ($head, $had, $from) : ();
}
# So many bytes of what has come and is to come, to the client; tells of each part. What went wrong, if anything.
sub pass {
  my ($from, $had, $left, $client, $told) = @_;
  while ($left > 0) {
    length $$had or sysread $from, $$had, 65536 or return "cut";
    my $bytes = substr $$had, 0, $left, "";
    print $client $bytes or return "gone";
    $left -= length $bytes;
    $told->(length $bytes) if $told;
  }
  return;
}
# Argument: a connection of the engine. Answers its one request: by itself what it knows, a blob in pieces, and else what the registry
# says, for which it waits.
sub answer {
  my ($client) = @_;
  my $request = "";
  until ($request =~ /\r\n\r\n/) {
    sysread $client, $request, 65536, length $request or return;
    # The engine tries TLS first.
    return print $client "HTTP/1.0 400 Bad Request\r\n\r\n" if $request =~ /^\x16/;
  }
  my ($method, $path) = $request =~ /^(\S+) (\S+)/;
  if (my $known = $known{$path}) {
    my ($digest) = $path =~ /(\w+:\w+)$/;
    my $head = join "\r\n", "HTTP/1.1 200 OK", "Docker-Distribution-API-Version: registry/2.0", "Connection: close",
      "Content-Type: $known->[0]", "Content-Length: " . length $known->[1], ($digest ? "Docker-Content-Digest: $digest" : ());
    return print $client "$head\r\n\r\n", $method eq "HEAD" ? "" : $known->[1];
  }
  $request =~ s/\r\nConnection:[^\r]*//i;
  return blob($client, $request) if $method eq "GET" && $path =~ m{/blobs/};
  until (gone($client)) {
    my ($head, $had, $from) = reply($request);
    if (!$head) { pause(); next }
    print $client $head;
    my ($left) = $method eq "HEAD" ? 0 : $head =~ /\r\nContent-Length: (\d+)/i;
    return pass($from, \$had, $left, $client);
  }
}
${pullPieces}
sub serve {
  my ($server) = @_;
  while (my $client = $server->accept) {
    my $child = fork;
    next if $child;
    answer($client);
    exit if defined $child;
  }
}
# Ends all when the registry was not seen for too long, and when there is nobody any more to write down what the engine says.
sub watch {
  my ($keeper) = @_;
  $SIG{ALRM} = sub { kill "TERM", $keeper; exit };
  alarm $patience;
  while (getppid == $keeper) {
    select undef, undef, undef, $patience / 120;
    my ($head) = reply("HEAD /v2/$repository/tags/list HTTP/1.1\r\nHost: registry\r\n\r\n");
    next if ($head // "") !~ m{^HTTP/1.1 200 };
    alarm $patience;
    utime undef, undef, "$note.port";
  }
  kill "KILL", -$keeper;
}
sub over {
  $SIG{TERM} = "IGNORE";
  open my $told, "<", $note;
  unlink $note, "$note.port" if $told && <$told> =~ /^$$ /;
  kill "KILL", -$$;
}
# HTTP status and last line; what was cut has no such line, or only half of one.
sub ask {
  my ($what) = @_;
  my $engine = IO::Socket::UNIX->new(Peer => $socket) or return "0 $socket: $!";
  print $engine "POST $call=$what HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
  my ($status) = (<$engine> // "") =~ m{^HTTP/1.\d (\d+)} or return "0 $socket: no answer";
  while (<$engine>) { last if !/\S/ }
  my $last = "";
  while (<$engine>) { $last = $_ if /\S/ }
  $last =~ s/\s+$//;
  return "$status $last";
}
my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 0, Listen => 64) or die "$@\n";
my $port = $server->sockport;
put("$note.port", $registry) or die "$note.port: $!\n";
my $keeper = fork;
defined $keeper or die "fork: $!\n";
if ($keeper) {
  my $began = began($keeper);
  if (!put($note, "$keeper $began $port $image")) {
    my $why = $!;
    kill "TERM", $keeper;
    die "$note: $why\n";
  }
  print "$keeper $began $port\n";
  exit;
}
setsid();
open STDIN, "<", "/dev/null";
open $_, ">", "/dev/null" for *STDOUT, *STDERR;
$SIG{CHLD} = "IGNORE";
my $self = $$;
for my $part (sub { serve($server) }, sub { close $server; watch($self) }) {
  defined(my $child = fork) or over();
  next if $child;
  $part->();
  exit;
}
close $server;
$SIG{$_} = \&over for qw(TERM ALRM);
put("$note.said.$$", ask("127.0.0.1:$port/$image")) or over();
# The deployment may ask for the same: it ends this.
alarm 60;
sleep;`;
