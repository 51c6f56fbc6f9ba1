export function openDocument(link: string, fileName: string): Promise<void> {
  const way = document.createElement('a')
  way.href = link
  way.download = fileName
  way.rel = 'noopener'
  document.body.appendChild(way)
  way.click()
  way.remove()
  return Promise.resolve()
}

// The browser keeps downloads where the person told it to.
export function dropDocument(): void {}
