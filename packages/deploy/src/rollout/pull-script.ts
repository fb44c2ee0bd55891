/**
 * What keeps a pull on a host (perl, which every Debian has). Arguments: the image's reference at the registry, a file that tells of this
 * process. Asks the engine for the image (Engine API, “Create an image”) and waits for the end.
 *
 * When nobody listens at the registry's port for three seconds, the connection to the deployer is gone. Then a child takes the port and
 * answers nobody: the engine, which tries five times and drops what it has fetched, waits there instead. SIGUSR1 lets go
 * of the port, for a deployment that will serve it again; the engine finds that its download broke off, and asks for the rest.
 * After a day without any it is over.
 */
export const pullScript: string = String.raw`
my ($reference, $note) = @ARGV;
my ($port) = $reference =~ /^127\.0\.0\.1:(\d+)/ or exit 1;
my $day = time + 86_400;
my $child;
sub listening {
  my $wanted = sprintf "0100007F:%04X", $port;
  open my $sockets, "<", "/proc/net/tcp" or return 1;
  while (<$sockets>) { my @field = split; return 1 if $field[1] eq $wanted && $field[3] eq "0A" }
  return 0;
}
sub hold {
  my ($patience) = @_;
  my $gone = 0;
  until ($gone >= $patience) { sleep 1; $gone = listening() ? 0 : $gone + 1 }
  my $server = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $port, Listen => 16, ReuseAddr => 1) or exit 1;
  my @held;
  while (my $client = $server->accept) { push @held, $client }
}
sub watch {
  my ($patience) = @_;
  $child = fork;
  return if !defined $child || $child;
  $SIG{$_} = "DEFAULT" for qw(USR1 TERM);
  alarm($day - time > 1 ? $day - time : 1);
  hold($patience);
  exit 0;
}
sub let_go {
  return unless $child;
  kill "KILL", $child;
  waitpid $child, 0;
}
open my $told, ">", "$note.$$" or exit 1;
print $told "$$ $reference\n";
close $told;
rename "$note.$$", $note;
my $engine = IO::Socket::UNIX->new(Peer => "/var/run/docker.sock") or exit 1;
watch(3);
$SIG{USR1} = sub { let_go(); watch(15) };
$SIG{TERM} = sub { let_go(); exit 0 };
print $engine "POST /images/create?fromImage=$reference HTTP/1.0\r\nHost: docker\r\nContent-Length: 0\r\n\r\n";
$engine->flush;
1 while <$engine>;
let_go();
open my $mine, "<", $note or exit 0;
unlink $note if <$mine> =~ /^$$ /`;
