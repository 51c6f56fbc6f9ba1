// Calls one built function in a process of its own and answers its reply, milliseconds and the process's largest memory.
const { main } = require(process.argv[2])

process.on('message', async ({ event, context }) => {
  const started = process.hrtime.bigint()
  const reply = await main(event, context)
  process.send({ reply, milliseconds: Number(process.hrtime.bigint() - started) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 })
})
