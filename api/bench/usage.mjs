// Loaded before a measured server (`node --import`): answers what it has used so far, over the channel to its parent.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicros: user + system, rssBytes: process.memoryUsage.rss() });
});
process.channel?.unref();
