// Reads a document on standard input; prints what AsyncAPI's own parser says against it, one line each.
const { Parser } = require('@asyncapi/parser');

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { document, diagnostics } = await new Parser().parse(Buffer.concat(chunks).toString());
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 0);
  for (const error of errors) console.log(`${error.path.join('.')}: ${error.message}`);
  if (document) console.log(`channels ${document.channels().all().length}, messages ${document.messages().all().length}`);
}

main();
