import type { LocalFile } from './transport'

function pick(accept: string, multiple: boolean): Promise<LocalFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = multiple
    input.style.display = 'none'
    document.body.appendChild(input)
    const done = (): void => {
      const files = Array.from(input.files ?? [])
      input.remove()
      resolve(files.map((blob) => ({ name: blob.name, size: blob.size, path: URL.createObjectURL(blob), blob })))
    }
    input.addEventListener('change', done)
    input.addEventListener('cancel', done)
    input.click()
  })
}

export async function chooseSheet(): Promise<LocalFile | null> {
  return (await pick('.xlsx,.xlsm,.xls,.csv', false))[0] ?? null
}

export async function choosePictures(max: number): Promise<LocalFile[]> {
  return (await pick('image/*', true)).slice(0, max)
}
