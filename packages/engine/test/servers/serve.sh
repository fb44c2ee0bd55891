#!/bin/sh
# Starts all servers for the user $LOGIN with $PASSWORD and the key $PUBLIC_KEY, and says when they are there.
set -eu
htpasswd -Bbn "$LOGIN" "$PASSWORD" >/etc/servers/registry.htpasswd
htpasswd -mbn "$LOGIN" "$PASSWORD" >/etc/servers/git.htpasswd
install -d -o git -m 700 /home/git/.ssh
printf '%s\n' "$PUBLIC_KEY" >/home/git/.ssh/authorized_keys
chown git /home/git/.ssh/authorized_keys
unset PASSWORD

git config --system safe.directory '*'
git init -q -b main /tmp/seed
git -C /tmp/seed -c user.name=t -c user.email=t@t commit -q --allow-empty -m first
echo here >/tmp/seed/hello
git -C /tmp/seed add hello
git -C /tmp/seed -c user.name=t -c user.email=t@t commit -q -m second
git clone -q --bare /tmp/seed /srv/git/project.git
chmod -R a+rX /srv/git

ssh-keygen -q -A
docker-registry serve /etc/servers/registry.yml &
lighttpd -D -f /etc/servers/lighttpd.conf &
/usr/sbin/sshd -D -e &
for port in 22 80 5000; do
  until bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" 2>/dev/null; do sleep 0.1; done
done
echo ready
wait
