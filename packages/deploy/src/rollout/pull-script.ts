/**
 * What keeps a pull on a host (perl, which every Debian has). Arguments: repository and digest of the image, the port of the
 * registry, a file that tells of this process, the call of the engine that pulls, up to the image's name. Prints its process
 * and the port to ask at, and goes on by itself: it calls the engine, and gives it what the registry answers. What the engine
 * said last is in `<file>.said`; it then answers for a minute, or until it gets SIGTERM.
 *
 * No engine gets on well with a download that is cut: Docker's classic store forgets half a layer when it finds nobody, its
 * containerd store does so at once. So the engine does not see a cut: it waits until there is a registry again, at the port
 * that `<file>.port` has, and gets the rest, by a range (RFC 9110, 14.2). After a day it is over.
 */
export const pullScript: string = String.raw`
my ($image, $registry, $note, $call) = @ARGV;
$SIG{PIPE} = "IGNORE";
sub put {
  open my $file, ">", "$_[0].$$" or exit 1;
  print $file "$_[1]\n";
  close $file;
  rename "$_[0].$$", $_[0];
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
  $SIG{CHLD} = "IGNORE";
  while (my $client = $server->accept) {
    next if fork;
    answer($client);
    exit;
  }
}
sub over {
  $SIG{TERM} = "IGNORE";
  open my $told, "<", $note;
  unlink $note, "$note.port" if $told && <$told> =~ /^$$ /;
  kill "KILL", -$$;
}
my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 0, Listen => 64) or exit 1;
my $port = $server->sockport;
put("$note.port", $registry);
unlink "$note.said";
my $keeper = fork;
defined $keeper or exit 1;
if ($keeper) {
  put($note, "$keeper $port $image");
  print "$keeper $port\n";
  exit;
}
setsid();
open STDIN, "<", "/dev/null";
open $_, ">", "/dev/null" for *STDOUT, *STDERR;
if (!fork) { serve($server); exit }
close $server;
$SIG{$_} = \&over for qw(TERM ALRM);
alarm 86_400;
my $engine = IO::Socket::UNIX->new(Peer => "/var/run/docker.sock") or over();
print $engine "POST $call=127.0.0.1:$port/$image HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
my $last = "";
while (<$engine>) { $last = $_ if /\S/ }
put("$note.said", $last);
# The deployment may ask for the same: it ends this.
alarm 60;
sleep;`;
