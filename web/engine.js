// The engine's worker. Its first message brings the page's own compiled module and the address of the script that goes with
// it: nothing is downloaded or compiled twice, and a page never meets an engine of another build.
onmessage = async ({ data: [module, script] }) => {
  onmessage = null;
  const { default: init } = await import(script);
  await init({ module_or_path: module });
};
