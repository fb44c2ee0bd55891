const pause = 1000;
const at = (id) => document.getElementById(id);

let token = sessionStorage.getItem('token');
let shown = '';

/** Asks the server; throws an Error with its words when it refuses. */
async function ask(path, method = 'GET', body) {
  const headers = { ...(token && { Authorization: `Bearer ${token}` }) };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
  at('token-form').hidden = response.status !== 401;
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

function say(text) {
  if (at('state').textContent !== text) at('state').textContent = text;
}

function show(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text;
}

function row(task) {
  const item = document.createElement('li');
  const title = document.createElement('span');
  title.textContent = task.title;
  const priority = document.createElement('small');
  priority.textContent = task.priority;
  item.append(title, ' ', priority);
  item.dataset.id = task.id;
  if (task.status === 'completed') {
    item.className = 'completed';
    const done = document.createElement('small');
    done.textContent = 'completed';
    item.append(' ', done);
    return item;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Complete';
  button.setAttribute('aria-label', `Complete ${task.title}`);
  button.addEventListener('click', () => act(() => ask(`/tasks/${task.id}/complete`, 'POST')));
  item.append(' ', button);
  return item;
}

/** Draws only what has changed, so that nobody loses the focus. */
function draw(tasks) {
  const next = JSON.stringify(tasks);
  if (next === shown) return;
  shown = next;
  const focused = document.activeElement?.closest('#tasks li')?.dataset.id;
  at('tasks').replaceChildren(...tasks.map(row));
  if (focused) at('tasks').querySelector(`li[data-id="${focused}"] button`)?.focus();
}

async function refresh() {
  const live = await ask('/health/live');
  show('version', live.version);
  show('build', live.build_number);
  show('release-id', live.release);
  show('host', live.host);
  const { tasks } = await ask('/tasks?limit=20');
  draw(tasks);
  say(tasks.length === 0 ? 'No tasks yet.' : '');
}

/** Does something and shows what came of it. */
async function act(what) {
  try {
    await what();
    await refresh();
    return true;
  } catch (error) {
    say(error instanceof TypeError ? 'The server does not answer; trying again.' : error.message);
    return false;
  }
}

at('new').addEventListener('submit', async (event) => {
  event.preventDefault();
  const wanted = { title: at('title').value, priority: at('priority').value };
  if (await act(() => ask('/tasks', 'POST', wanted))) at('new').reset();
});

at('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token = at('token').value;
  sessionStorage.setItem('token', token);
  void act(() => Promise.resolve());
});

for (;;) {
  await act(() => Promise.resolve());
  await new Promise((resolve) => setTimeout(resolve, pause));
}
