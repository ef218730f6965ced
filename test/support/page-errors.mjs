/** Dev-server plugin: every component test file first loads the module that turns page errors into failures. */
export function pageErrors() {
  return {
    name: 'page-errors',
    transform(context) {
      if (!/^\/test\/component\/.*\.test\.ts$/.test(context.path)) return undefined;
      return { body: `import '/test/support/page-errors.ts';${context.body}` };
    },
  };
}
