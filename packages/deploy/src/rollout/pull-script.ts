/**
 * What keeps a pull on a host (perl, which every Debian has). Input: repository and digest of the image, a line; arguments are
 * for every user of the host to read, and who knows the name can have the image. Arguments: the port of the registry, a file that
 * tells of this process, the call of the engine that pulls, up to the image's name, the engine's socket, for how many seconds a
 * registry may be away. Prints its process and the port to ask at, and goes on by itself: it calls the engine, and gives it what
 * the registry answers. The file has the same, and the image.
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
my ($registry, $note, $call, $socket, $patience) = @ARGV;
chomp(my $image = <STDIN>);
my ($repository) = split /\@/, $image;
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
# The head of the registry's answer, what has come after that, and where the rest comes from; nothing while it is away.
sub reply {
  my ($request) = @_;
  open my $file, "<", "$note.port" or return;
  my $from = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => <$file>) or return;
  print $from $request or return;
  my $said = "";
  until ($said =~ /\r\n\r\n/) { sysread $from, $said, 65536, length $said or return }
  my ($head, $body) = $said =~ /^(.*?\r\n\r\n)(.*)$/s;
  # Who else has the port by now is no registry; who asks at a free one may even meet himself.
  return $head =~ /\r\nDocker-Distribution-API-Version:/i ? ($head, $body, $from) : ();
}
sub answer {
  my ($client) = @_;
  my ($request, $at, $left) = ("");
  until ($request =~ /\r\n\r\n/) {
    sysread $client, $request, 65536, length $request or return;
    # The engine tries TLS first.
    return print $client "HTTP/1.0 400 Bad Request\r\n\r\n" if $request =~ /^\x16/;
  }
  $request =~ s/\r\nConnection:[^\r]*//i;
  $request =~ s/\r\n\r\n/\r\nConnection: close\r\n\r\n/;
  until (gone($client)) {
    my ($head, $bytes, $from) = reply($request);
    if (!$head) { pause(); next }
    my $partial = $head =~ m{^HTTP/1.1 206 };
    if (!defined $at) {
      print $client $head or return;
      ($left) = $request =~ /^HEAD/ ? 0 : $head =~ /\r\nContent-Length: (\d+)/i;
      $at = $partial && $head =~ /\r\nContent-Range: bytes (\d+)/i ? $1 : 0;
    } elsif (!$partial) { return }
    for (; $left > 0; $bytes = "") {
      length $bytes or sysread $from, $bytes, 65536 or last;
      $bytes = substr $bytes, 0, $left;
      print $client $bytes or return;
      $at += length $bytes;
      $left -= length $bytes;
    }
    return if $left <= 0;
    $request =~ s/\r\nRange:[^\r]*//i;
    $request =~ s/\r\n\r\n/\r\nRange: bytes=$at-\r\n\r\n/;
  }
}
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
    my ($head) = reply("HEAD /v2/$repository/tags/list HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\r\n");
    if (($head // "") =~ m{^HTTP/1.1 200 }) {
      alarm $patience;
      utime undef, undef, "$note.port";
    }
    select undef, undef, undef, $patience / 120;
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
