/** What is answered during maintenance, unless deploy.yml names another page. */
export const usualPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Down for maintenance</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; margin: 0 2rem }
  @media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }
</style>
<h1>Down for maintenance</h1>
<p>We are working on it. Please come back in a few minutes.</p>
</html>
`;
