/** Whether the palette stands; its contents load when it first does. */
class Palette {
  isOpen = $state(false);

  open(): void {
    this.isOpen = true;
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
  }
}

export const palette = new Palette();
